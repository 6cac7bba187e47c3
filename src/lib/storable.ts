export const unstorableMessage =
	'This has a character in it (NUL, or half of one), or a key named __proto__, that cannot be stored.';

/**
 * Postgres stores neither a NUL in a text nor half a character in JSON, and nobody means to send one. The name of the first
 * field of an input that has a NUL or half a character (a lone surrogate) in it, or a key that would be dropped in silence
 * (`__proto__`), however deep; the empty text when the input itself is such a text, null when there is none. Input is nested
 * as deeply as a stranger likes, so no recursion.
 */
export function unstorableField(input: unknown): string | null {
	const waiting: [field: string, value: unknown][] = [['', input]];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		const [field, value] = next;
		if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed())) return field;
		if (typeof value !== 'object' || value === null) continue;
		for (const [key, inner] of Object.entries(value)) {
			if (key === '__proto__' || key.includes('\u0000')) return field || key;
			waiting.push([field || key, inner]);
		}
	}
	return null;
}
