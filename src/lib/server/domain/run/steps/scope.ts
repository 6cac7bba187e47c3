/** What earlier steps brought, by their keys; in a loop, also the row under the loop's. */
export type Scope = Readonly<Record<string, unknown>>;

/** The value at `row.email`; undefined where there is none. Only what was brought is found, never what objects inherit. */
export function valueAt(scope: Scope, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, name) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, name)
					? (value as Record<string, unknown>)[name]
					: undefined,
			scope
		);
}

/** Texts of a payload with each `{{path}}` replaced by its value; a value that is not there leaves nothing. */
export function filled<Value>(template: Value, scope: Scope): Value {
	if (typeof template === 'string') return (listAt(template, scope) ?? fill(template, scope)) as Value;
	if (Array.isArray(template)) return template.map((part: unknown) => filled(part, scope)) as Value;
	if (typeof template !== 'object' || template === null) return template;
	const entries = Object.entries(template).map(([name, part]) => [name, filled(part as unknown, scope)]);
	return Object.fromEntries(entries) as Value;
}

/** A text that is nothing but the place of a list of texts stands for that list: `{{input.to}}`. */
function listAt(text: string, scope: Scope): string[] | null {
	const path = text.startsWith('{{') && text.endsWith('}}') ? text.slice(2, -2).trim() : null;
	const value = path === null ? null : valueAt(scope, path);
	return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
}

/** What a value brings is not looked through again: it may be text from outside. */
function fill(text: string, scope: Scope): string {
	const [first = '', ...rest] = text.split('{{');
	return rest.reduce((done, part) => {
		const end = part.indexOf('}}');
		if (end < 0) return `${done}{{${part}`;
		return done + asText(valueAt(scope, part.slice(0, end).trim())) + part.slice(end + 2);
	}, first);
}

export function asText(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'string' ? value : JSON.stringify(value);
}
