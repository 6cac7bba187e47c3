import type { Answer } from './http.ts';

/** Markup that is safe to put into a page as it is. */
export class Markup {
	readonly source: string;
	constructor(source: string) {
		this.source = source;
	}
}

type Value = Markup | Markup[] | string | number | false | null | undefined;

function escape(text: string): string {
	const names: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;'
	};
	return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

function write(value: Value): string {
	if (value === false || value === null || value === undefined) return '';
	if (value instanceof Markup) return value.source;
	if (Array.isArray(value)) return value.map(({ source }) => source).join('');
	return escape(String(value));
}

/** Text in a page: everything put in is escaped, except other markup. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
	return new Markup(strings.map((part, index) => part + write(values[index])).join(''));
}

export function page(status: number, markup: Markup, formTargets = "'self'"): Answer {
	return {
		status,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:; form-action ${formTargets}; base-uri 'none'; frame-ancestors 'none'`,
			'referrer-policy': 'same-origin',
			'x-content-type-options': 'nosniff'
		},
		body: `<!doctype html>${markup.source}`
	};
}
