import { describe, expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { decideAction } from '../action/decide-action.ts';
import { getInboxItem } from '../inbox/get-inbox-item.ts';
import { listTaskItems } from '../inbox/list-task-items.ts';
import { decideTask } from './decide-task.ts';
import { exportResult } from './export-result.ts';
import { getTask } from './get-task.ts';
import { mailResult } from './mail-result.ts';
import { undoTask } from './undo-task.ts';

const { app, db, newTenant } = await openWorkerFixture();

async function result(tenant: Tenant) {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const { task } = await makeProposals(db, agent, [], { title: 'A plan: May/June' });
	const seen = () => getTask(app, tenant.owner, task.id);
	const approve = (deliverable?: string) =>
		decideTask(app, tenant.owner, { id: task.id, decision: 'approve', ...(deliverable && { deliverable }) });
	return { id: task.id, seen, approve, undo: () => undoTask(app, tenant.owner, task.id) };
}

async function waitingAction(tenant: Tenant, id: string) {
	const { action } = await getInboxItem(app, tenant.owner, { type: 'action', id });
	return { hash: defined(action).payloadHash };
}

describe('a result', () => {
	test('is approved in the words that the person wrote, beside the agent’s own', async () => {
		const tenant = await newTenant();
		const { id, seen, approve } = await result(tenant);
		await approve('Dear **Priya**');
		expect(await seen()).toMatchObject({
			status: 'completed',
			result: {
				deliverable: 'Dear **Priya**',
				draft: 'Dear Priya',
				deliverableHtml: expect.stringContaining('<strong>')
			}
		});
		expect(await db.review.findFirst({ where: { taskId: id } })).toMatchObject({ edited: true });
		const { bytes, name } = await exportResult(app, tenant.owner, { id, format: 'md' });
		expect([name, new TextDecoder().decode(bytes)]).toEqual(['A plan May June.md', 'Dear **Priya**\n']);
	});

	test('that was approved can be taken back for ten seconds, and approved as it was written', async () => {
		const tenant = await newTenant();
		const { id, seen, approve, undo } = await result(tenant);
		await expect(undo()).rejects.toMatchObject({ code: 'illegal_transition' });
		await approve('My own words');
		await undo();
		expect(await seen()).toMatchObject({
			status: 'needs_review',
			decision: null,
			result: { deliverable: 'My own words' }
		});
		expect((await listTaskItems(app, tenant.owner, id)).map(({ type, status }) => [type, status])).toEqual([
			['result', 'needs_review']
		]);
		await approve('Dear Priya');
		expect(await seen()).toMatchObject({ status: 'completed', result: { draft: null } });
		await db.$executeRaw`update tasks set updated_at = now() - interval '11 seconds' where id = ${id}::uuid`;
		await expect(undo()).rejects.toMatchObject({ code: 'too_late' });
		await expect(undoTask(app, await tenant.member('member'), id)).rejects.toMatchObject({
			code: 'forbidden'
		});
	});

	test.each([false, true])(
		'goes out as a mail that is reviewed like any other, approved before: %s',
		async (before) => {
			const tenant = await newTenant();
			const { id, seen, approve } = await result(tenant);
			if (before) await approve();
			const mail = { id, to: ['priya@harbour.example'], deliverable: '# Plan\n\nDear **Priya**, [Name]' };
			const action = await mailResult(app, tenant.owner, mail);
			const detail = await getInboxItem(app, tenant.owner, { type: 'action', id: action });
			expect(detail.item).toMatchObject({ blocked: false, unfinished: true, isNew: true });
			expect(detail.action).toMatchObject({
				status: 'proposed',
				payload: {
					to: ['priya@harbour.example'],
					subject: 'A plan: May/June',
					body: 'Plan\n\nDear Priya, [Name]'
				}
			});
			expect(await seen()).toMatchObject({
				status: 'needs_review',
				result: { deliverable: before ? 'Dear Priya' : mail.deliverable }
			});
			const hash = defined(detail.action).payloadHash;
			await decideAction(app, tenant.owner, { id: action, hash, decision: 'approve' });
			expect((await seen()).status).toBe('approved');
			await expect(mailResult(app, tenant.owner, mail)).rejects.toMatchObject({ code: 'already_decided' });
		}
	);

	test('that was approved stays approved when the mail of it is turned down', async () => {
		const tenant = await newTenant();
		const { id, seen, approve } = await result(tenant);
		await approve();
		const action = await mailResult(app, tenant.owner, { id, to: ['priya@harbour.example'] });
		const { hash } = await waitingAction(tenant, action);
		await decideAction(app, tenant.owner, { id: action, hash, decision: 'reject' });
		expect((await seen()).status).toBe('completed');
		const told = { taskId: id, kind: 'task.completed' };
		expect(await db.event.count({ where: told })).toBe(0);
	});

	test('that is too long for a mail, or was only rehearsed, is none', async () => {
		const tenant = await newTenant();
		const { id } = await result(tenant);
		const mail = { id, to: ['priya@harbour.example'] };
		const long = mailResult(app, tenant.owner, { ...mail, deliverable: 'x '.repeat(60_000) });
		await expect(long).rejects.toMatchObject({ code: 'invalid_input' });
		await db.$executeRaw`update tasks set shadow = true where id = ${id}::uuid`;
		await expect(mailResult(app, tenant.owner, mail)).rejects.toMatchObject({ code: 'illegal_transition' });
	});

	test('is a file in each format, and says so when a PDF cannot show it', async () => {
		const tenant = await newTenant();
		const { id, approve } = await result(tenant);
		await expect(exportResult(app, (await newTenant()).owner, { id, format: 'pdf' })).rejects.toMatchObject({
			code: 'not_found'
		});
		const begins = async (format: 'docx' | 'pdf') =>
			Buffer.from((await exportResult(app, tenant.owner, { id, format })).bytes).toString('latin1', 0, 4);
		expect([await begins('docx'), await begins('pdf')]).toEqual(['PK\u0003\u0004', '%PDF']);
		await approve('漢字');
		await expect(exportResult(app, tenant.owner, { id, format: 'pdf' })).rejects.toMatchObject({
			code: 'invalid_input',
			message: expect.stringContaining('漢 字') as string
		});
	});
});
