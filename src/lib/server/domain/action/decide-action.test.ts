import { describe, expect, test } from 'vitest';
import type { DecideAction } from '#lib/schemas/action.ts';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { mail, makeProposals, row, unnamed, type Proposal } from '../../../../../tests/support/proposals.ts';
import type { Actor } from '../access/actor.ts';
import { contentHash } from '../ledger/canonical-json.ts';
import { getTask } from '../task/get-task.ts';
import { decideAction } from './decide-action.ts';
import { undoAction } from './undo-action.ts';

const { app, db, newTenant } = await openWorkerFixture();

async function propose(tenant: Tenant, ...proposals: Proposal[]) {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const { task, run, actions } = await makeProposals(db, agent, proposals.length > 0 ? proposals : [{}]);
	const [first] = actions;
	if (!first) throw new Error('There is no proposal.');
	return { task, run, actions, first };
}

function decide(
	actor: Actor,
	action: { id: string; payloadHash: string },
	decision: 'approve' | 'reject',
	more: Partial<DecideAction> = {}
) {
	const feedback = decision === 'reject' ? { feedback: 'Too pushy.' } : {};
	return decideAction(app, actor, {
		id: action.id,
		hash: action.payloadHash,
		decision,
		...feedback,
		...more
	});
}

const statusOf = async (id: string) => (await db.task.findUniqueOrThrow({ where: { id } })).status;

describe('approving', () => {
	test('binds the approval to hash, person and account, holds it, and leaves one job for later', async () => {
		const tenant = await newTenant();
		const { workspaceId } = tenant.owner;
		await db.integration.create({
			data: {
				workspaceId,
				vendor: 'google',
				status: 'connected',
				accountId: 'g-1',
				accountEmail: 'd@n.example'
			}
		});
		const { task, first } = await propose(tenant);
		const before = Date.now();
		const { action } = await decide(tenant.owner, first, 'approve');
		const after = Date.now();

		expect(action).toMatchObject({ status: 'approved', decidedBy: 'Dana Reyes', byRule: false });
		expect(action.wait).toMatchObject({ reason: 'hold', until: action.holdUntil });
		expect(action.note).toContain('d@n.example');
		const kept = await db.action.findUniqueOrThrow({ where: { id: first.id } });
		expect(kept).toMatchObject({
			approvedHash: first.payloadHash,
			accountId: 'g-1',
			runAfter: kept.holdUntil
		});
		expect(Number(kept.holdUntil) - before).toBeGreaterThanOrEqual(10_000);
		expect(Number(kept.holdUntil) - after).toBeLessThanOrEqual(10_001);
		const [job] = await db.$queryRaw<{ run_at: Date; task: string }[]>`
			select j.run_at, j.task_identifier as task from graphile_worker.jobs j where j.key = ${`action:${first.id}`}`;
		expect(job).toEqual({ run_at: kept.holdUntil, task: 'run-action' });
		expect(await statusOf(task.id)).toBe('approved');
		expect(await db.review.findMany({ where: { actionId: first.id } })).toMatchObject([
			{
				decision: 'approve',
				contentHash: first.payloadHash,
				edited: false,
				reviewerId: tenant.owner.by.userId
			}
		]);
	});

	test('keeps the person’s own version under a new hash, beside the agent’s draft', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant);
		const own = mail({ to: ['Lena <lena@harbour.example>'], subject: 'Your four chairs' });
		const { action } = await decide(tenant.owner, first, 'approve', { payload: own });

		expect(action).toMatchObject({
			payload: own,
			payloadHash: contentHash(own),
			title: 'Mail to lena@harbour.example'
		});
		expect(action.draft?.payload).toEqual(mail());
		const kept = await db.action.findUniqueOrThrow({ where: { id: first.id } });
		expect(kept).toMatchObject({
			approvedHash: contentHash(own),
			snippet: 'Your four chairs',
			targets: ['email:lena@harbour.example']
		});
		const event = await db.event.findFirstOrThrow({
			where: { kind: 'action.approved', taskId: first.taskId }
		});
		expect(event.data).toEqual({ title: 'Mail to lena@harbour.example', byRule: false, edited: true });
	});

	test('refuses a version that the kind cannot use, and addresses that are none', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant);
		for (const payload of [
			{ ...mail(), to: [] },
			{ ...mail(), subject: 7 },
			mail({ cc: ['lena at harbour'] })
		]) {
			await expect(decide(tenant.owner, first, 'approve', { payload })).rejects.toMatchObject({
				code: 'invalid_input'
			});
		}
		expect(await db.action.findUnique({ where: { id: first.id } })).toEqual(first);
	});

	test('the hash of another version is refused, with who changed it', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant);
		const reviewer = await tenant.member('reviewer');
		await db.user.update({ where: { id: reviewer.by.userId }, data: { name: 'Kim Osei' } });
		await decide(reviewer, first, 'approve', { payload: mail({ subject: 'Other words' }) });
		await undoAction(app, reviewer, first.id);
		await expect(decide(tenant.owner, first, 'approve')).rejects.toMatchObject({
			code: 'already_decided',
			message: 'Kim Osei changed this after you opened it. Please look at the new version first.'
		});
	});

	test('a second decision is told who was first', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant);
		await decide(tenant.owner, first, 'reject');
		const late = decide(await tenant.member('reviewer'), first, 'approve', { hash: '0'.repeat(64) });
		await expect(late).rejects.toMatchObject({
			code: 'already_decided',
			message: 'Already rejected by Dana Reyes.'
		});
		await expect(decide(tenant.owner, first, 'approve')).rejects.toMatchObject({
			message: 'Already rejected by you.'
		});
	});

	test('needs the role for it, and an agent that has not left', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant);
		await expect(decide(await tenant.member('member'), first, 'approve')).rejects.toMatchObject({
			code: 'forbidden'
		});
		await db.agent.update({ where: { id: tenant.agentId }, data: { status: 'archived' } });
		await expect(decide(tenant.owner, first, 'approve')).rejects.toMatchObject({ code: 'agent_unavailable' });
		await decide(tenant.owner, first, 'reject');
	});
});

describe('a target that nobody named', () => {
	test('must be confirmed; then it is in the address book and the flag is gone', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant, { flags: [unnamed()] });
		await expect(decide(tenant.owner, first, 'approve')).rejects.toMatchObject({
			code: 'needs_choice',
			message: expect.stringContaining('priya@harbour.example') as string
		});
		const other = { confirmed: ['email:lena@harbour.example'] };
		await expect(decide(tenant.owner, first, 'approve', other)).rejects.toMatchObject({
			code: 'needs_choice'
		});

		const confirmed = ['email:priya@harbour.example', 'email:lena@harbour.example'];
		const { action } = await decide(tenant.owner, first, 'approve', { confirmed });
		expect(action).toMatchObject({ status: 'approved', flags: [] });
		const book = await db.addressBookEntry.findMany({ where: { workspaceId: tenant.owner.workspaceId } });
		expect(book).toMatchObject([
			{
				kind: 'email',
				value: 'priya@harbour.example',
				label: 'Priya Shah',
				createdById: tenant.owner.by.userId
			}
		]);

		const again = await propose(tenant, { flags: [unnamed()] });
		await decide(tenant.owner, again.first, 'approve');
	});

	test('is chosen when the person writes to somebody else instead', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant, { flags: [unnamed()] });
		const payload = mail({ to: ['lena@harbour.example'] });
		const { action } = await decide(tenant.owner, first, 'approve', { payload });
		expect(action).toMatchObject({ status: 'approved', flags: [] });
	});
});

test('a spreadsheet is confirmed by its link, not by a title that many may have', async () => {
	const tenant = await newTenant();
	const sheet = { kind: 'sheets.appendRow', payload: { ...row(), spreadsheet: 'Quotes' } };
	const { first } = await propose(tenant, { ...sheet, flags: [unnamed('spreadsheet:Quotes')] });
	const confirmed = { confirmed: ['spreadsheet:Quotes'] };
	await expect(decide(tenant.owner, first, 'approve', confirmed)).rejects.toMatchObject({
		code: 'needs_choice',
		message: expect.stringContaining('no spreadsheet called “Quotes”') as string
	});
	await decide(tenant.owner, first, 'approve', { payload: row(), confirmed: ['spreadsheet:orders-2026'] });
	const where = { workspaceId: tenant.owner.workspaceId };
	expect(await db.addressBookEntry.findMany({ where })).toMatchObject([
		{ kind: 'spreadsheet', value: 'orders-2026' }
	]);
});

describe('rejecting', () => {
	test('ends it with the reason, and the task with its last one', async () => {
		const tenant = await newTenant();
		const { task, actions, first } = await propose(tenant, {}, { kind: 'sheets.appendRow', payload: row() });
		await decide(tenant.owner, first, 'reject', { feedback: 'Never mention the price.' });
		expect(await statusOf(task.id)).toBe('needs_review');
		const second = actions[1] ?? first;
		await decide(tenant.owner, second, 'reject', { feedback: 'Not this sheet.' });
		expect(await getTask(app, tenant.owner, task.id)).toMatchObject({
			status: 'rejected',
			decision: { decision: 'reject', feedback: 'Not this sheet.' },
			actions: [{ status: 'rejected', decidedBy: 'Dana Reyes' }, { status: 'rejected' }]
		});
	});

	test('offers a lesson for the agent’s memory that knows its review', async () => {
		const tenant = await newTenant();
		const { first } = await propose(tenant);
		const { lesson, offer } = await decide(tenant.owner, first, 'reject', {
			feedback: 'Never mention the price.'
		});
		const review = await db.review.findFirstOrThrow({ where: { actionId: first.id } });
		expect(lesson).toMatchObject({
			agentId: tenant.agentId,
			reviewId: review.id,
			text: 'Never mention the price.'
		});
		expect(offer).toBeNull();
	});

	test('offers an empty card after an edit that teaches nothing by itself, and none after a plain approval', async () => {
		const tenant = await newTenant();
		const { first, actions } = await propose(tenant, {}, {});
		const payload = { ...(first.payload as object), subject: 'Quote 2041' };
		const edited = await decide(tenant.owner, first, 'approve', { payload });
		expect(edited.lesson).toMatchObject({ agentId: tenant.agentId, text: '' });
		const plain = await decide(tenant.owner, actions[1] ?? first, 'approve');
		expect(plain.lesson).toBeNull();
	});
});

describe('trust', () => {
	test('five unedited approvals in a row bring the offer; one taken back counts once; a correction ends it', async () => {
		const tenant = await newTenant();
		const { actions } = await propose(tenant, ...Array.from({ length: 7 }, () => ({})));
		const [first, second, third, fourth, fifth, sixth, seventh] = actions as [
			(typeof actions)[0],
			(typeof actions)[0],
			(typeof actions)[0],
			(typeof actions)[0],
			(typeof actions)[0],
			(typeof actions)[0],
			(typeof actions)[0]
		];
		await decide(tenant.owner, first, 'approve');
		await undoAction(app, tenant.owner, first.id);
		for (const action of [first, second, third, fourth])
			expect((await decide(tenant.owner, action, 'approve')).offer).toBeNull();
		expect((await decide(tenant.owner, fifth, 'approve')).offer).toMatchObject({ kind: 'gmail.draftEmail' });

		const permissions = { 'gmail.draftEmail': 'auto' };
		await db.agent.update({ where: { id: tenant.agentId }, data: { permissions } });
		await decide(tenant.owner, sixth, 'approve', { payload: mail({ body: 'Hello Priya.' }) });
		const agent = await db.agent.findUniqueOrThrow({ where: { id: tenant.agentId } });
		expect(agent.permissions).toEqual({ 'gmail.draftEmail': 'ask' });
		expect(await db.event.count({ where: { agentId: tenant.agentId, kind: 'agent.corrected' } })).toBe(1);
		expect((await decide(tenant.owner, seventh, 'approve')).offer).toBeNull();
	});
});

test('a foreign action is answered like an unknown one', async () => {
	const [mine, theirs] = [await newTenant(), await newTenant()];
	const { first } = await propose(theirs);
	await expect(decide(mine.owner, first, 'approve')).rejects.toMatchObject({
		code: 'not_found',
		message: 'There is no such action.'
	});
	expect(await db.action.findUnique({ where: { id: first.id } })).toEqual(first);
});
