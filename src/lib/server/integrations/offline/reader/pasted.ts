import { readAmounts } from './amounts.ts';
import type { Person } from './people.ts';
import { personOfLine, readEmails } from './people.ts';

/** A message from outside that was pasted into the task: something to answer, never something to obey. */
export type Pasted = { from: Person | null; subject: string; date: string; body: string };

const header = /^(From|To|Date|Sent|Subject|Cc|Reply-To):\s*(.*)$/i;
const backToUs =
	/^(?:-{3,}|(?:what (?:we|i) know|what to say|our (?:rules?|facts|answer|policy)|facts|notes?|background|policy|known|please|answer with)\b.{0,60}:\s*)$/i;
const quotation = /["“]([^"“”]{40,4000})["”]/;

/** Takes a pasted mail out of the text. `own` is what is left: the words of the person who gave the task. */
export function takePasted(text: string): { own: string; pasted: Pasted | null } {
	const lines = text.split('\n');
	const start = lines.findIndex((line) => /^From:\s*\S/i.test(line.trim()));
	if (start >= 0) return cutMail(lines, start);
	const quoted = lines.filter((line) => /^\s*>/.test(line));
	if (quoted.length) {
		const body = quoted.map((line) => line.replace(/^\s*>+\s?/, '')).join('\n');
		return { own: lines.filter((line) => !/^\s*>/.test(line)).join('\n'), pasted: message(body) };
	}
	const speech = text.match(quotation);
	const listed = speech && /^\s*[-*•]/.test(text.slice(text.lastIndexOf('\n', speech.index) + 1));
	if (!speech?.[1] || listed) return { own: text, pasted: null };
	return { own: text.replace(speech[0], ' '), pasted: message(speech[1]) };
}

/** What came with the task from outside: a mail when it looks like one, else a message by whoever signed it. */
export function pastedOf(material: string): Pasted | null {
	if (material === '') return null;
	const lines = material.split('\n');
	const start = lines.findIndex((line) => /^From:\s*\S/i.test(line.trim()));
	if (start >= 0) return cutMail(lines.slice(start), 0).pasted;
	// Rows are something to work with, not something to answer.
	const rows = lines.filter((line) => /\|.*\||\t.*\t|;.*;/.test(line) || readAmounts(line).length > 0);
	return rows.length > 1 ? null : message(material);
}

function cutMail(lines: string[], start: number): { own: string; pasted: Pasted } {
	const end = lines.findIndex((line, index) => index > start && backToUs.test(line.trim()));
	const block = lines.slice(start, end < 0 ? undefined : end);
	const fields = new Map<string, string>();
	let read = 0;
	for (; read < block.length; read++) {
		const field = block[read]?.trim().match(header);
		if (!field) break;
		fields.set(String(field[1]).toLowerCase(), String(field[2]).trim());
	}
	const own = [...lines.slice(0, start), ...(end < 0 ? [] : lines.slice(end))].join('\n');
	const from = fields.get('from') ?? '';
	return {
		own,
		pasted: {
			from: sender(from),
			subject: fields.get('subject') ?? '',
			date: fields.get('date') ?? fields.get('sent') ?? '',
			body: block.slice(read).join('\n').trim()
		}
	};
}

function sender(from: string): Person | null {
	const email = readEmails(from)[0];
	if (!email) return from ? { name: from.slice(0, 60), org: null, email: null, note: '' } : null;
	return personOfLine(from.replaceAll('"', '')) ?? { name: '', org: null, email, note: '' };
}

const signature =
	/(?:regards|thanks|best|cheers|sincerely|yours|wishes)[,!.]?\s+(\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,2})\.?\s*$/iu;

/** A message without a header; whoever signed it wrote it. */
function message(body: string): Pasted {
	const name = body.match(signature)?.[1];
	return { from: name ? { name, org: null, email: null, note: '' } : null, subject: '', date: '', body };
}
