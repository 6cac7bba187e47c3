import { readEmails, withoutVerb } from './people.ts';

const bracketed =
	/(?:^|[,;:]|\band|(?<=\s))\s*((?:\p{Lu}[\p{L}\p{M}'’-]{0,30}\.? ?){1,4}(?:,? (?:of|at|from) [^(),;:]{2,60})?)\(([^()\n]{3,300})\)/gu;

/**
 * `the quotes: Priya Shah (priya@harbour.example, 40 chairs, €6,480), Tom Adeyemi (…)` as a list with a line
 * for each, so that nobody is written to about what belongs to somebody else. One person alone stays as typed.
 */
export function bracketsInLines(text: string): string {
	return text.split('\n').map(spread).join('\n');
}

/** After a semicolon, or after a comma where a name and an address follow. */
const nextRecord =
	/; (?:and )?|,? (?:and )?(?<=, |and )(?=\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2} <?[^\s,;()<>@]+@)/u;

const leadIns = [
	/^[^:;@]{3,120}: (?=\p{Lu})/u,
	/^[^:;@]{3,120} (?:to|with) (?=\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2} <?[^\s,;()<>@]+@[^,;]* )/u
];

/** `Casa Verde, sofia@casaverde.example, invoice 118; Nordlys, …`: a semicolon between each and the next. */
function atSemicolons(whole: string): string | null {
	const [after = ''] = /(?<=[^;]{20}\.) (?:Please|Send|Write|Keep|Make|Be|Sign|Ask) [^;]*$/.exec(whole) ?? [];
	const line = whole.slice(0, whole.length - after.length);
	const lead = leadIns.map((pattern) => line.match(pattern)?.[0]).find(Boolean) ?? '';
	const parts = line.slice(lead.length).split(nextRecord);
	const records = parts.map((part) =>
		part.match(/^(\p{Lu}[^@;]{1,80}?)[,( <]+([^\s,()<>]+@[^\s,()<>]*\w)[>)]?,? (.+)$/u)
	);
	if (parts.length < 2 || records.some((record) => !record || readEmails(record[0]).length !== 1))
		return null;
	const items = records.map(
		(record) =>
			`- ${record?.[1] ?? ''}, ${record?.[2] ?? ''}: ${(record?.[3] ?? '').replace(/^\((.+)\)\.?$/, '$1')}`
	);
	return [lead.replace(/(?:: | (?:to|with) )$/, '.'), '', ...items, '', after.trim()].join('\n').trim();
}

function spread(line: string): string {
	const records = line.length < 4_000 ? atSemicolons(line) : null;
	if (records) return records;
	const found = Array.from(line.matchAll(bracketed)).filter((match) => says(match[2] ?? ''));
	if (found.length < 2) return line;
	const first = found[0]?.index ?? 0;
	const last = found.at(-1);
	const [verb = ''] = /^(?:please )?[A-Z][a-z]+ (?=\p{Lu})/u.exec(found[0]?.[1] ?? '') ?? [];
	const isOrder = withoutVerb(verb.trim()) === '';
	const before = `${line.slice(0, first)} ${isOrder ? verb : ''}`.replace(/[\s,;:]+$/, '').trim();
	const after = line.slice((last?.index ?? 0) + (last?.[0].length ?? 0)).replace(/^[\s.,;:]+/, '');
	const between = found.slice(1).map((match, index) => {
		const earlier = found[index];
		return line.slice((earlier?.index ?? 0) + (earlier?.[0].length ?? 0), match.index);
	});
	if (between.some((words) => /[^\s,;]/.test(words.replace(/\band\b/, '')))) return line;
	const whole =
		before && /^\p{Ll}/u.test(after) ? [`${before} them ${after}`, ''] : [before && `${before}.`, after];
	return [whole[0], '', ...found.map(asItem), '', whole[1]].join('\n').trim();
}

/** More than an address alone. */
const says = (inside: string) => readEmails(inside).length === 1 && /\s\S/.test(inside.trim());

function asItem([, name = '', inside = '']: RegExpMatchArray): string {
	const [email = ''] = readEmails(inside);
	const rest = inside.replace(email, '').replace(/^[\s,;]+|[\s,;]+$/g, '');
	return `- ${withoutVerb(name.trim()).replace(/ (?:of|at|from) /, ', ')}, ${email}${rest ? `: ${rest}` : ''}`;
}
