type Parsed = { [key: string]: string | Parsed } | (string | Parsed)[];

/** `items[0][price]=a&expand[]=b` as `{items: [{price: 'a'}], expand: ['b']}`. */
export function parseForm(body: URLSearchParams): Record<string, unknown> {
	const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
	for (const [key, value] of body) put(root, partsOf(key), value);
	return asLists(root) as Record<string, unknown>;
}

function partsOf(key: string): string[] {
	const [first = '', ...rest] = key.split('[');
	return [first, ...rest.map((part) => part.replace(/\]$/, ''))];
}

function put(root: Record<string, unknown>, parts: string[], value: string): void {
	let at = root;
	for (const [index, part] of parts.entries()) {
		const name = part === '' ? String(Object.keys(at).length) : part;
		if (index === parts.length - 1) at[name] = value;
		else at = (at[name] ??= Object.create(null)) as Record<string, unknown>;
	}
}

/** What has only the names 0, 1, 2 … was a list. */
function asLists(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, one]) => [key, asLists(one)] as const);
	const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
	return isList ? entries.map(([, one]) => one) : (Object.fromEntries(entries) as Parsed);
}
