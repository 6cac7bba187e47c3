import { readEmails } from './people.ts';

const bracketed =
	/(?:^|[,;:]|\band|(?<=\s))\s*((?:\p{Lu}[\p{L}\p{M}'’-]{0,30}\.? ?){1,4}(?:,? (?:of|at|from) [^(),;:]{2,60})?)\(([^()\n]{3,300})\)/gu;

/**
 * `the quotes: Priya Shah (priya@harbour.example, 40 chairs, €6,480), Tom Adeyemi (…)` as a list with a line
 * for each, so that nobody is written to about what belongs to somebody else. One person alone stays as typed.
 */
export function bracketsInLines(text: string): string {
	return text.split('\n').map(spread).join('\n');
}

function spread(line: string): string {
	const found = Array.from(line.matchAll(bracketed)).filter((match) => says(match[2] ?? ''));
	if (found.length < 2) return line;
	const first = found[0]?.index ?? 0;
	const last = found.at(-1);
	const before = line.slice(0, first).replace(/[\s,;:]+$/, '');
	const after = line.slice((last?.index ?? 0) + (last?.[0].length ?? 0)).replace(/^[\s.,;:]+/, '');
	const between = found.slice(1).map((match, index) => {
		const earlier = found[index];
		return line.slice((earlier?.index ?? 0) + (earlier?.[0].length ?? 0), match.index);
	});
	if (between.some((words) => /[^\s,;]/.test(words.replace(/\band\b/, '')))) return line;
	return [before && `${before}.`, '', ...found.map(asItem), '', after].join('\n').trim();
}

/** More than an address alone. */
const says = (inside: string) => readEmails(inside).length === 1 && /\s\S/.test(inside.trim());

function asItem([, name = '', inside = '']: RegExpMatchArray): string {
	const [email = ''] = readEmails(inside);
	const rest = inside.replace(email, '').replace(/^[\s,;]+|[\s,;]+$/g, '');
	return `- ${name.trim().replace(/ (?:of|at|from) /, ', ')}, ${email}${rest ? `: ${rest}` : ''}`;
}
