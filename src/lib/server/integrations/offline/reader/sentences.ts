import { lexicon } from '../data/words.ts';
import { isDigits } from '../text.ts';
import { monthOf } from './dates.ts';

/** Cuts running text at ends of sentences, not at `Dr. Bello` and `12. November`. */
export function sentences(text: string): string[] {
	const found: string[] = [];
	let from = 0;
	for (const { 0: end, index } of text.matchAll(/[.!?…]["”)]? +|\n+/g)) {
		const before = text.slice(Math.max(from, index - 8), index).split(' ');
		const word = before.at(-1) ?? '';
		const next = text.slice(index + end.length, index + end.length + 12).split(/[ .,]/)[0] ?? '';
		const goesOn =
			lexicon.abbreviations.has(word.toLowerCase()) || /^(?:\p{L}|\d{1,2}\.(?:0?[1-9]|1[0-2]))$/u.test(word);
		if (end.startsWith('.') && (goesOn || (isDigits(word) && word.length < 3 && monthOf(next) !== null)))
			continue;
		found.push(text.slice(from, index + end.length).trim());
		from = index + end.length;
	}
	return [...found, text.slice(from).trim()].filter(Boolean);
}

/** Cuts at marks before a space, but nothing inside brackets or quotes. */
export function cutAt(text: string, marks: string): string[] {
	const parts: string[] = [];
	const lastClosed = Math.max(text.lastIndexOf(')'), text.lastIndexOf('”'));
	let [from, depth] = [0, 0];
	for (let at = 0; at < text.length; at++) {
		const char = text.charAt(at);
		if ('(“'.includes(char) && at < lastClosed) depth++;
		else if (')”'.includes(char)) depth = Math.max(0, depth - 1);
		else if (depth === 0 && marks.includes(char) && ' \n'.includes(text.charAt(at + 1) || ' ')) {
			parts.push(text.slice(from, at));
			from = at + 1;
		}
	}
	return [...parts, text.slice(from)].map((part) => part.trim()).filter(Boolean);
}

/** A part of a task: what stands under one label, as running lines and as list items. */
export type Section = { label: string; lines: string[]; items: string[] };

/** A list item without its mark, or null. */
export function listItem(line: string): string | null {
	const mark = /^ {0,8}(?:[-*•–]|\d{1,2}[.)])[ \t]{1,4}(?=\S)/.exec(line);
	return mark ? line.slice(mark[0].length).trim() : null;
}

/** Cuts a text at its labels (`What we know:`) and at the blank line that ends a list. */
export function readSections(text: string): Section[] {
	const sections: Section[] = [{ label: '', lines: [], items: [] }];
	const open = (label: string) => sections.push({ label, lines: [], items: [] });
	for (const raw of text.split('\n')) {
		const line = raw.trim();
		const item = listItem(raw);
		const label = /^#{1,4} ?(.{1,80})$|^([^.!?]{1,80}):$/.exec(line)?.slice(1).find(Boolean);
		const current = sections.at(-1);
		if (line === '' && current?.items.length) open('');
		else if (item !== null) current?.items.push(item);
		else if (label !== undefined) open(label.trim());
		else if (line !== '') current?.lines.push(line);
	}
	return sections;
}
