import { expect, test } from 'vitest';
import { openWorkflowFixture, roundUp } from '../../../../../tests/support/workflow-fixture.ts';
import { applyPlan } from '../billing/apply-plan.ts';
import { editAgent } from '../lifecycle/edit-agent.ts';
import { createWorkflow } from './create-workflow.ts';
import { listWorkflows } from './get-workflow.ts';
import { updateWorkflow } from './update-workflow.ts';

const { app, db, newOwner } = await openWorkflowFixture();
const daily = { kind: 'schedule', cron: '0 8 * * *', timeZone: 'Europe/Berlin' } as const;

async function four() {
	const { owner, agentId } = await newOwner('operations');
	const { workspaceId } = owner;
	const ids: string[] = [];
	for (let made = 0; made < 4; made++)
		ids.push(await createWorkflow(app, owner, roundUp(agentId, { trigger: daily })));
	const plan = async (grantedPlan: string) => {
		await db.workspace.update({ where: { id: workspaceId }, data: { grantedPlan } });
		await db.$transaction((tx) => applyPlan(app.jobs, tx, workspaceId));
	};
	const told = async () =>
		(await listWorkflows(app, owner, { limit: 100 })).items.map(({ pause, status }) => pause?.code ?? status);
	return { owner, agentId, ids, plan, told };
}

test('a smaller plan pauses the newest beyond it, and a larger one lets them go on', async () => {
	const { owner, ids, plan, told } = await four();
	const [, second = '', third = '', fourth = ''] = ids;
	await updateWorkflow(app, owner, { id: second, paused: 'On holiday.' });
	await plan('free');
	expect(await told()).toEqual(['on', 'person', 'on', 'plan']);
	expect(await db.workflow.findUniqueOrThrow({ where: { id: fourth } })).toMatchObject({
		enabled: true,
		nextFireAt: null,
		pauseReason: expect.stringContaining('Free plan has room for 2') as string
	});
	for (const id of [second, fourth])
		await expect(updateWorkflow(app, owner, { id, paused: null })).rejects.toMatchObject({
			code: 'limit_workflows'
		});
	await updateWorkflow(app, owner, { id: third, enabled: false });
	await updateWorkflow(app, owner, { id: second, paused: null });
	expect(await told()).toEqual(['on', 'on', 'off', 'plan']);
	await plan('pro');
	expect(await told()).toEqual(['on', 'on', 'off', 'on']);
	const { nextFireAt } = await db.workflow.findUniqueOrThrow({ where: { id: fourth } });
	expect(nextFireAt?.getTime()).toBeGreaterThan(Date.now());
});

test('an archived agent’s workflows are switched off and stay so until it is back', async () => {
	const { owner, agentId, ids, told } = await four();
	const [first = ''] = ids;
	await editAgent(app, owner, agentId, { status: 'archived' });
	expect(await told()).toEqual(Array(4).fill('off'));
	expect(await db.workflow.count({ where: { id: { in: ids }, nextFireAt: { not: null } } })).toBe(0);
	await expect(updateWorkflow(app, owner, { id: first, enabled: true })).rejects.toMatchObject({
		code: 'agent_unavailable'
	});
	await editAgent(app, owner, agentId, { status: 'active' });
	await updateWorkflow(app, owner, { id: first, enabled: true });
	expect(await told()).toEqual(['on', 'off', 'off', 'off']);
});
