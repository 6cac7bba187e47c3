/** A part of a task: what stands under one label, as running lines and as list items. */
export type Section = { label: string; lines: string[]; items: string[] };

const item = /^\s{0,8}(?:[-*•–]|\d{1,2}[.)])\s+(\S.*)$/;
const label = /^(?:#{1,4}\s+(.{1,80})|([^.!?]{1,80}):)$/;

/** A list item without its mark, or null. */
export function listItem(line: string): string | null {
	return line.match(item)?.[1]?.trim() ?? null;
}

/** Cuts a text at its labels (`What we know:`) and at the blank line that ends a list. */
export function readSections(text: string): Section[] {
	const sections: Section[] = [{ label: '', lines: [], items: [] }];
	let current = sections[0] as Section;
	const open = (name: string) => sections.push((current = { label: name, lines: [], items: [] }));
	for (const raw of text.split('\n')) {
		const line = raw.trim();
		const listed = listItem(raw);
		const heading = listed === null ? line.match(label) : null;
		if (line === '') {
			if (current.items.length) open('');
		} else if (heading) open((heading[1] ?? heading[2] ?? '').replace(/:$/, '').trim());
		else if (listed !== null) current.items.push(listed);
		else current.lines.push(line);
	}
	return sections.filter((section) => section.label || section.lines.length || section.items.length);
}
