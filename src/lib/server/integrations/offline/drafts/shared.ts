import type { Context } from '../draft.ts';
import type { Person } from '../reader/people.ts';
import type { Section } from '../reader/sections.ts';

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
