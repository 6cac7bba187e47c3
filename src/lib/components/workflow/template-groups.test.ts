import { describe, expect, it } from 'vitest';
import { roles } from '../../../../prisma/catalogue/roles.ts';
import { allWorkflows } from '../../../../prisma/catalogue/workflows.ts';
import { cardOf, groupsOf } from './template-groups.ts';

const cards = allWorkflows.map((template) => cardOf({ ...template, inputs: {}, form: template.inputs }));
const names = Object.fromEntries(roles.map(({ key, name }) => [key, name]));
const find = (query: string, ...hired: string[]) => groupsOf(cards, query, { names, hired: new Set(hired) });
const keysFor = (query: string) => find(query).flatMap(({ templates }) => templates.map(({ key }) => key));

describe('the gallery', () => {
	it('shows all templates under the names of their roles, four for each, and one for anything else', () => {
		const groups = find('');
		expect(groups.map(({ title }) => title)).toEqual([...roles.map(({ name }) => name), 'Anything else']);
		expect(groups.map(({ templates }) => templates.length)).toEqual([4, 4, 4, 4, 4, 4, 1]);
	});

	it('begins with the roles that somebody was hired for', () => {
		expect(find('', 'bookkeeping', 'marketing').map(({ role }) => role)).toEqual([
			'marketing',
			'bookkeeping',
			'sales-development',
			'customer-support',
			'operations',
			'recruiting',
			'any'
		]);
	});

	it('finds by every word, in any case, in names, descriptions, roles and what a form asks for', () => {
		expect(keysFor('  OVERDUE Reminder ')).toEqual(['overdue-chaser']);
		expect(keysFor('recruiting')).toHaveLength(4);
		expect(keysFor('the reviews')).toContain('review-answers');
		expect(keysFor('unicorn')).toEqual([]);
	});

	it('says of each whether somebody has to bring something', () => {
		const brings = cards.filter((card) => card.brings).map(({ key }) => key);
		expect(brings).toEqual([
			'new-lead-reply',
			'proposal-from-notes',
			'notes-to-actions',
			'order-to-row',
			'cv-against-criteria',
			'candidate-replies'
		]);
	});
});
