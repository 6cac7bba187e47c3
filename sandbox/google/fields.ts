import { invalid } from './errors.ts';

/** What of an answer is wanted; null: all of it. */
type Mask = Map<string, Mask | null>;

function refuse(): never {
	throw invalid('Request contains an invalid argument.');
}

/** Puts `leaf` at the end of the path, beside what is wanted already. */
function addPath(mask: Mask, path: string[], leaf: Mask | null): void {
	const [name, ...rest] = path;
	if (!name) refuse();
	const known = mask.get(name);
	if (known === null) return;
	if (rest.length > 0) {
		const below: Mask = known ?? new Map<string, Mask | null>();
		mask.set(name, below);
		return addPath(below, rest, leaf);
	}
	if (leaf === null || !known) mask.set(name, leaf);
	else for (const [key, value] of leaf) known.set(key, value);
}

function parseList(tokens: string[], closing: boolean): Mask {
	const mask: Mask = new Map<string, Mask | null>();
	for (;;) {
		const word = tokens.shift();
		if (!word || !/^[\w*./]+$/.test(word)) refuse();
		const leaf = tokens[0] === '(' ? (tokens.shift(), parseList(tokens, true)) : null;
		addPath(mask, word.split(/[./]/), leaf);
		const after = tokens.shift();
		if (after === ',') continue;
		if (closing ? after === ')' : after === undefined) return mask;
		refuse();
	}
}

/** Reads `sheets(properties(sheetId,title)),spreadsheetUrl` and its relatives. Throws a 400. */
export function parseFields(fields: string): Mask {
	return parseList(fields.replaceAll(/\s/g, '').match(/[\w*./]+|./g) ?? [], false);
}

/** Whether the mask names this top-level path, as `sheets.data`. */
export function wants(mask: Mask | null, ...path: string[]): boolean {
	if (mask === null) return false;
	const [name = '', ...rest] = path;
	const below = mask.get(name) ?? mask.get('*');
	if (below === undefined) return false;
	return rest.length === 0 || below === null || wants(below, ...rest);
}

/** The answer cut down to the mask, as every Google API does for `fields=`. */
export function pick(value: unknown, mask: Mask | null): unknown {
	if (mask === null || mask.has('*')) return value;
	if (Array.isArray(value)) return value.map((item) => pick(item, mask));
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([name]) => mask.has(name));
	return Object.fromEntries(kept.map(([name, inner]) => [name, pick(inner, mask.get(name) ?? null)]));
}
