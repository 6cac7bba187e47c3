import { describe, expect, it, test } from 'vitest';
import {
	mailsToNobody,
	stepsIn,
	unknownReferences,
	unusedInputs
} from '../../tests/support/plan-references.ts';
import { inputsSchema } from '#lib/schemas/workflow-input.ts';
import { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { roles } from './roles.ts';
import { allWorkflows, workflows } from './workflows.ts';

const exampleOf = (fields: WorkflowTemplate['inputs']) =>
	Object.fromEntries(fields.map(({ key, example }) => [key, example]));

test('each role has four, in the order of the roles, each with a key and a name of its own', () => {
	expect(workflows.map(({ role }) => role)).toEqual(roles.flatMap(({ key }) => [key, key, key, key]));
	for (const field of ['key', 'name', 'description'] as const)
		expect(new Set(workflows.map((one) => one[field])).size, field).toBe(24);
});

describe.each(allWorkflows.map((one) => [one.key, one] as const))('%s', (_key, template) => {
	const { inputs, fields, steps, trigger, role } = template;

	it('is a valid template, and its examples fill its forms', () => {
		expect(WorkflowTemplate.parse(template)).toEqual(template);
		expect(inputsSchema(inputs).safeParse(exampleOf(inputs)).error).toBeUndefined();
		expect(inputsSchema(fields).safeParse(exampleOf(fields)).error).toBeUndefined();
	});

	it('refers to nothing that is not there, and uses all that is filled in', () => {
		expect(unknownReferences(template)).toEqual([]);
		expect(unusedInputs(template)).toEqual([]);
	});

	it('writes to nobody without an address', () => {
		expect(mailsToNobody(template)).toEqual([]);
	});

	it('needs no connection to begin with: rows may be pasted, and no sheet is read that must be one', () => {
		const given = new Map<string, string>([
			...inputs.map(({ key, kind }) => [`input.${key}`, kind] as const),
			...fields.map(({ key, kind }) => [`trigger.${key}`, kind] as const)
		]);
		for (const step of stepsIn(steps)) if (step.kind === 'read') expect(given.get(step.source)).toBe('table');
	});

	it('begins by itself only where nobody has to bring something', () => {
		const scheduled = trigger.kind === 'schedule';
		expect(scheduled && fields.some(({ required }) => required)).toBe(false);
	});

	it('proposes only what its role may propose when it is hired', () => {
		const allowed = roles.find(({ key }) => key === role)?.permissions ?? {};
		for (const step of stepsIn(steps))
			if (step.kind === 'action') expect(allowed[step.action], step.action).toBe('ask');
	});

	it('says what it does, in calm words and example addresses', () => {
		const text = JSON.stringify(template);
		expect(template.description).toMatch(/^[A-Z].{80,400}\.$/);
		for (const { label, help } of [...inputs, ...fields])
			expect(`${label}. ${help}`).toMatch(/^[A-Z][^!]{2,300}$/);
		for (const [, domain] of text.matchAll(/@([\w.-]+\w)/g)) expect(domain).toMatch(/\.example$/);
		expect(text).not.toMatch(/!|\p{Extended_Pictographic}/u);
	});
});

test('what concerns candidates begins by hand, proposes no text of a model’s and leaves nothing to an automatic yes', () => {
	const recruiting = workflows.filter(({ role }) => role === 'recruiting');
	const permissions = roles.find(({ key }) => key === 'recruiting')?.permissions ?? {};
	expect(Object.values(permissions)).not.toContain('auto');
	for (const { key, trigger, steps, fields } of recruiting) {
		expect(trigger.kind, key).toBe('manual');
		for (const step of stepsIn(steps)) {
			if (step.kind === 'draft') expect(step.proposes, key).toBe(false);
			if (step.kind === 'action') expect(JSON.stringify(step.payload), key).not.toContain('.answer.');
		}
		if (['cv-against-criteria', 'candidate-replies'].includes(key))
			expect(fields.some(({ required }) => required)).toBe(true);
	}
});
