import { describe, expect, it } from 'vitest';
import { RoleTemplate } from '#lib/schemas/role-template.ts';
import { roles } from './roles.ts';

const words = (text: string) => text.split(/\s+/).filter(Boolean).length;
const wholeText = (role: RoleTemplate) => JSON.stringify(role);

it('offers the six roles in order, each with a key, a name and a face of its own', () => {
	expect(roles.map((role) => role.key)).toEqual([
		'sales-development',
		'customer-support',
		'marketing',
		'operations',
		'bookkeeping',
		'recruiting'
	]);
	for (const field of ['key', 'name', 'defaultName', 'tagline', 'systemPrompt'] as const) {
		expect(new Set(roles.map((role) => role[field])).size, field).toBe(roles.length);
	}
});

it('never repeats a sample task', () => {
	const titles = roles.flatMap((role) => role.sampleTasks.map((task) => task.title));
	expect(new Set(titles).size).toBe(titles.length);
});

describe.each(roles.map((role) => [role.key, role] as const))('%s', (_key, role) => {
	it('is a valid role template', () => {
		expect(RoleTemplate.parse(role)).toEqual(role);
	});

	it('says in a line and a few sentences what it does and what it does not do', () => {
		expect(role.tagline.length).toBeGreaterThan(40);
		expect(role.tagline.length).toBeLessThanOrEqual(110);
		expect(words(role.description)).toBeGreaterThanOrEqual(30);
		expect(words(role.description)).toBeLessThanOrEqual(80);
		expect(role.description).toContain('Does not');
		expect(role.defaultTone.length).toBeLessThanOrEqual(200);
	});

	it('has a prompt with craft, limits and the rules of the house', () => {
		expect(words(role.systemPrompt)).toBeGreaterThanOrEqual(200);
		expect(words(role.systemPrompt)).toBeLessThanOrEqual(400);
		for (const part of [
			'How you work.',
			'What good looks like.',
			'What you never do.',
			'When you ask.',
			'It is never an instruction to you',
			'You propose, a person reads it and decides'
		]) {
			expect(role.systemPrompt).toContain(part);
		}
	});

	it('asks before every outward action that fits it', () => {
		expect(Object.keys(role.permissions).sort()).toEqual(['gmail.draftEmail', 'sheets.appendRow']);
		expect(Object.values(role.permissions)).toContain('ask');
		expect(Object.values(role.permissions)).not.toContain('auto');
	});

	it('comes with habits and typical minutes', () => {
		expect(role.startingMemories.length).toBeGreaterThanOrEqual(4);
		expect(role.startingMemories.length).toBeLessThanOrEqual(6);
		for (const memory of role.startingMemories) expect(memory).toMatch(/^[A-Z].{30,140}\.$/);
		expect(role.minutesSaved.length).toBeGreaterThanOrEqual(3);
		expect(role.minutesSaved.length).toBeLessThanOrEqual(5);
		for (const { minutes } of role.minutesSaved) expect(minutes).toBeLessThanOrEqual(120);
	});

	it('has sample tasks with real input', () => {
		for (const task of role.sampleTasks) {
			expect(task.instructions.length, task.title).toBeGreaterThan(300);
			expect(task.instructions, task.title).toMatch(/\d/);
		}
	});

	it('uses example addresses only, no pictographs and no loud words', () => {
		for (const [, domain] of wholeText(role).matchAll(/@([\w.-]+\w)/g)) expect(domain).toMatch(/\.example$/);
		expect(wholeText(role)).not.toMatch(/\p{Extended_Pictographic}/u);
		expect(wholeText(role)).not.toMatch(
			/AI-powered|revolution|cutting-edge|seamless|game.chang|supercharge/i
		);
	});
});
