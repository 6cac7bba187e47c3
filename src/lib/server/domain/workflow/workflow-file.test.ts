import { describe, expect, test } from 'vitest';
import type { CreateWorkflow } from '#lib/schemas/workflow.ts';
import { openWorkflowFixture, receipts, roundUp } from '../../../../../tests/support/workflow-fixture.ts';
import { createWorkflow } from './create-workflow.ts';
import { getWorkflow } from './get-workflow.ts';
import { exportWorkflow, importWorkflow } from './workflow-file.ts';

const { app, newOwner } = await openWorkflowFixture();
const weekdays = { kind: 'schedule', cron: '0 8 * * 1-5', timeZone: 'Europe/Berlin' } as const;

async function flow(make: (agentId: string) => CreateWorkflow, role = 'bookkeeping') {
	const { owner, agentId } = await newOwner(role);
	return { owner, id: await createWorkflow(app, owner, make(agentId)) };
}

describe('files', () => {
	test('what was exported comes back, switched off', async () => {
		const { owner, id } = await flow((agentId) => roundUp(agentId, { trigger: weekdays }), 'operations');
		const file = JSON.parse(JSON.stringify(await exportWorkflow(app, owner, id))) as Record<string, unknown>;
		const back = await getWorkflow(app, owner, await importWorkflow(app, owner, file));
		expect(back).toMatchObject({ status: 'off', name: 'Friday round-up', trigger: weekdays });
		expect(await exportWorkflow(app, owner, back.id)).toEqual(file);
	});

	test('a broken one is refused with the line and what would mend it', async () => {
		const { owner, id } = await flow(roundUp, 'operations');
		const file = await exportWorkflow(app, owner, id);
		const text = JSON.stringify({ ...file, missed: 'sometimes' }, null, 2);
		const line = text.split('\n').findIndex((one) => one.includes('sometimes')) + 1;
		await expect(importWorkflow(app, owner, JSON.parse(text) as never)).rejects.toMatchObject({
			code: 'invalid_input',
			message: `Line ${line}, missed: please write one of “skip”, “once”.`
		});
	});
});

test.each([
	['A plan needs a step.', (steps: unknown[]) => steps.slice(0, 0)],
	['Two steps have the same name.', (steps: unknown[]) => [...steps, ...steps]]
])('a file whose plan no run could take is refused: %s', async (why, change) => {
	const { owner, id } = await flow(roundUp, 'operations');
	const file = await exportWorkflow(app, owner, id);
	const definition = { ...file.definition, steps: change(file.definition.steps) };
	await expect(importWorkflow(app, owner, { ...file, definition })).rejects.toMatchObject({
		code: 'invalid_input',
		message: expect.stringContaining(why) as string
	});
});

test('more than a task may have is refused where it is filled in', async () => {
	const { owner, id } = await flow(receipts);
	const file = await exportWorkflow(app, owner, id);
	const definition = { ...file.definition, instructions: '{{input.notes}} '.repeat(3) };
	const inputs = { ...file.inputs, notes: 'long '.repeat(2_000) };
	await expect(importWorkflow(app, owner, { ...file, definition, inputs })).rejects.toMatchObject({
		code: 'invalid_input',
		details: { fields: { inputs: expect.stringContaining('20,000') as string } }
	});
});
