/** Between the brackets of one, in characters: what is longer is a remark. */
const longest = 160;
const words = /\p{L}[\p{L}\p{M}'’-]*/gu;

/**
 * Places that were left to be filled in, as they stand: `[one or two sentences more]`, `{{name}}`, `TODO:`. Links, ticked
 * boxes, footnotes and source numbers are none.
 */
export function placeholdersIn(text: string): string[] {
	const found = [
		...bracketed(text),
		...(text.match(/\{\{[^{}\n]{1,80}\}\}|\bTODO(?=:|\s*$)|\b(?:TBD|XXX)\b|_{5,80}/gm) ?? [])
	];
	return [...new Set(found)].slice(0, 20);
}

function bracketed(text: string): string[] {
	const found: string[] = [];
	for (let open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
		const close = text.slice(open + 1, open + 2 + longest).search(/[[\]\n]/);
		const end = open + 1 + close;
		if (close < 0 || text[end] !== ']') continue;
		const inner = text.slice(open + 1, end);
		if (isLeftOpen(inner, text[end + 1], text[open - 1])) found.push(text.slice(open, end + 1));
	}
	return found;
}

/** `[Name]`, `[date of the fair]`; not `[x]`, `[1]`, `[^1]`, `[sic]`, nor the text of a link or an image. */
function isLeftOpen(inner: string, after: string | undefined, before: string | undefined): boolean {
	if (after === '(' || after === ':' || after === '[' || before === '!' || before === ']') return false;
	// `items[index]`
	if (before !== undefined && /[\w)]/.test(before)) return false;
	if (inner.startsWith('^') || /^(?:sic|\.{3}|…)$/i.test(inner.trim())) return false;
	return (inner.match(words) ?? []).some((word) => word.length > 2);
}

/** `“[your name]” is still to be filled in.` */
export function placeholderWords(left: readonly string[]): string {
	const shown = left.slice(0, 3).map((one) => `“${one}”`);
	const more = left.length - shown.length;
	const list = more > 0 ? [...shown, `${more} more`] : shown;
	const last = list.pop() ?? '';
	return `${list.length > 0 ? `${list.join(', ')} and ${last} are` : `${last} is`} still to be filled in.`;
}
