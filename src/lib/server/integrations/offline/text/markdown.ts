/** Text from a task as text in Markdown: it can make no tag, link, image, heading or code of its own. */
export function plain(text: string): string {
	return text
		.replace(/&(?=#?\w{1,20};)/g, '&amp;')
		.replaceAll('<', '&lt;')
		.replace(/[`*]/g, '\\$&')
		.replaceAll('](', ']\\(')
		.replace(/^(\s*)([#>+|=~]|-(?=\s|-)|\d+[.)](?=\s))/gm, '$1\\$2');
}

/** The same for one cell of a table. */
export function cell(text: string): string {
	return plain(text.replace(/\s+/g, ' ').trim()).replace(/\\?\|/g, '\\|');
}

/** A Markdown table; the cells are escaped here. */
export function table(
	header: readonly string[],
	rows: readonly (readonly string[])[],
	numeric: readonly number[] = []
): string {
	const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
	const rule = header.map((_name, index) => (numeric.includes(index) ? '---:' : '---'));
	return [line(header), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

export function bullets(items: readonly string[], mark = '-'): string {
	return items.map((item) => `${mark} ${plain(item.replace(/\s+/g, ' ').trim())}`).join('\n');
}
