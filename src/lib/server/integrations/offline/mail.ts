import type { Context, Mail } from './draft.ts';
import type { Person } from './reader/people.ts';
import { plain } from './text/markdown.ts';
import { capital, clip } from './text/sentences.ts';
import { greeting } from './voice.ts';

export const nameBlank = '[your name]';

const signedBy =
	/\b[Ss]ign(?:ed)?(?: (?:it|them|the mails?|all mails?|everything))? (?:as|by|with|from) ["“]?(\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,2})/u;

/** Greeting, paragraphs, sign-off. Whoever gave the task signs, unless it or a note says who does. */
export function mail(
	context: Context,
	person: Person | null,
	parts: { subject: string; paragraphs: (string | null)[]; why: string }
): Mail {
	const { brief, task, voice } = context;
	const signer =
		[task.own, ...brief.memories].map((text) => text.match(signedBy)?.[1]).find(Boolean) ??
		(brief.requestedBy.trim() || nameBlank);
	const close = [voice.signOff, signer, brief.business.name.trim()].filter(Boolean).join('\n');
	const paragraphs = parts.paragraphs.filter((paragraph) => paragraph?.trim());
	return {
		person,
		subject: clip(capital(parts.subject.replace(/\s+/g, ' ').trim()), 140),
		body: [greeting(voice, person), ...paragraphs, close].join('\n\n'),
		why: parts.why
	};
}

/** A mail as Markdown; the body keeps its lines. */
export function showMail(each: Mail, heading: boolean): string {
	const name = each.person?.name ?? '';
	const to = each.person?.email ?? '[e-mail address]';
	return [
		heading ? `## ${plain(name || to)}` : '',
		`**To:** ${name ? `${plain(name)}, ${to}` : to}  \n**Subject:** ${plain(each.subject)}`,
		showBody(each.body)
	]
		.filter(Boolean)
		.join('\n\n');
}

/** Plain text as Markdown with hard line breaks; list lines stay lists. */
export function showBody(body: string): string {
	return body
		.split('\n\n')
		.map((block) =>
			/^- /.test(block)
				? block
						.split('\n')
						.map((line) => `- ${plain(line.replace(/^- /, ''))}`)
						.join('\n')
				: block.split('\n').map(plain).join('  \n')
		)
		.join('\n\n');
}
