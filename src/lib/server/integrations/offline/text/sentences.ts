const titles = /\b(?:Mr|Ms|Mrs|Dr|St|No|Nr|approx|e\.g|i\.e|etc)\.$/;

/** Running text as sentences, each with its mark. Abbreviations and numbers do not end one. */
export function sentences(text: string): string[] {
	const found: string[] = [];
	let rest = '';
	for (const piece of text
		.replace(/\s+/g, ' ')
		.trim()
		.split(/(?<=[.!?…。！？]["”']?) /)) {
		rest = rest ? `${rest} ${piece}` : piece;
		if (titles.test(rest)) continue;
		if (rest) found.push(rest);
		rest = '';
	}
	if (rest) found.push(rest);
	return found;
}

/** Parts between commas and semicolons; commas inside brackets and numbers do not count. */
export function fragments(text: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let part = '';
	for (const char of text) {
		if (char === '(') depth++;
		if (char === ')' && depth > 0) depth--;
		if (depth === 0 && (char === ',' || char === ';')) {
			parts.push(part);
			part = '';
		} else part += char;
	}
	parts.push(part);
	return parts
		.join('\u0000')
		.replace(/(\d)\u0000(?=\d{3}(?!\d))/g, '$1,')
		.split('\u0000')
		.map(trimPart)
		.filter(Boolean);
}

const trimPart = (part: string) =>
	part
		.trim()
		.replace(/^and /, '')
		.replace(/[.;,]+$/, '');

export function capital(text: string): string {
	const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
	return text === '' ? '' : first.toUpperCase() + text.slice(first.length);
}

/** The first letter small, unless the word is a name, an abbreviation or `I`. */
export function small(text: string): string {
	return /^(?:(?!(?:We|You|They|It|He|She|The|This|That)$)[A-Z][a-z]*$|I\b|[A-Z]{2}|[A-Z]\d)/.test(text)
		? text
		: text.charAt(0).toLowerCase() + text.slice(1);
}

/** One sentence with a capital and a mark at the end. */
export function sentence(text: string): string {
	const trimmed = text.trim();
	return /[.!?…。！？]["”)]?$/.test(trimmed)
		? capital(trimmed)
		: `${capital(trimmed.replace(/[,;:]$/, ''))}.`;
}

/** `a, b and c` */
export function list(items: readonly string[]): string {
	if (items.length < 2) return items[0] ?? '';
	return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `three mails`, `one mail` */
export function count(number: number, one: string, many = `${one}s`): string {
	return `${counts[number] ?? String(number)} ${number === 1 ? one : many}`;
}

/** The number before a word, `eight headlines` -> 8; null when there is none. */
export function numberBefore(text: string, word: RegExp): number | null {
	const hit = text.match(
		new RegExp(String.raw`\b(\d{1,2}|${counts.slice(1).join('|')})(?: \w{1,20}){0,2} ${word.source}`, 'i')
	)?.[1];
	if (!hit) return null;
	const spelt = counts.indexOf(hit.toLowerCase());
	return spelt > 0 ? spelt : Number(hit);
}

/** Cut at a word, with a mark that says so. Never cuts a character in two. */
export function clip(text: string, length: number): string {
	const points = Array.from(text);
	if (points.length <= length) return text;
	const cut = points.slice(0, length - 1).join('');
	const space = cut.lastIndexOf(' ');
	return `${space > length / 2 ? cut.slice(0, space) : cut}…`;
}
