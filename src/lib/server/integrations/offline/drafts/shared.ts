import type { Context } from '../draft.ts';
import type { Person } from '../reader/people.ts';
import type { Section } from '../reader/sections.ts';
import { fragments, sentences } from '../text/sentences.ts';

export const names = (people: readonly Person[]) =>
	people.map((person) => person.name || person.email || 'somebody');

/** The list items under a label that matches, or null. */
export function itemsUnder(context: Context, label: RegExp): string[] | null {
	const found = context.task.sections.filter((section) => label.test(section.label));
	const items = found.flatMap((section) => [...section.items, ...section.lines]);
	return items.length ? items : null;
}

/** Every list item of the task. */
export function allItems(context: Context): string[] {
	return context.task.sections.flatMap((section) => section.items);
}

/** Sections with list items. */
export function lists(context: Context): Section[] {
	return context.task.sections.filter((section) => section.items.length > 0);
}

/** The list items of the task, or else what a sentence lists after one of these words. */
export function itemsOrList(context: Context, words: string): string[] {
	const items = allItems(context);
	if (items.length) return items;
	const line =
		context.task.own.match(new RegExp(String.raw`\b(?:${words})(?: are)?:? ([^\n]{3,600})`, 'i'))?.[1] ?? '';
	const first = sentences(line)[0] ?? '';
	return fragments(first)
		.flatMap((part) => part.split(' and '))
		.map((part) => part.trim())
		.filter(Boolean);
}
