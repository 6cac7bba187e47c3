import { describe, expect, test } from 'vitest';
import type { InboxGroup, InboxQuery } from '#lib/schemas/inbox.ts';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeAgent } from '../../../../../tests/support/factories.ts';
import { mail, makeProposals, row, unnamed, type Proposal } from '../../../../../tests/support/proposals.ts';
import type { Actor } from '../access/actor.ts';
import { decideAction } from '../action/decide-action.ts';
import { decideTask } from '../task/decide-task.ts';
import { countInbox } from './count-inbox.ts';
import { listInbox } from './list-inbox.ts';

const { app, db, newTenant } = await openWorkerFixture();
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

const propose = ({ owner, agentId }: Tenant, proposals: Proposal[], title = 'A letter') =>
	makeProposals(db, { id: agentId, workspaceId: owner.workspaceId }, proposals, { title });

const list = (actor: Actor, group: InboxGroup, more: Partial<InboxQuery> = {}) =>
	listInbox(app, actor, { group, limit: 25, ...more });

async function titles(actor: Actor, group: InboxGroup, more: Partial<InboxQuery> = {}) {
	return (await list(actor, group, more)).items.map(({ snippet, title, type }) =>
		type === 'result' ? title : snippet
	);
}

const to = (subject: string, more: Proposal = {}): Proposal => ({ payload: mail({ subject }), ...more });

test('what waits is ordered by how long, by when it expires or by agent, page by page', async () => {
	const tenant = await newTenant();
	const other = await makeAgent(db, tenant.owner.workspaceId, { name: 'Ada' });
	await propose(tenant, [to('old', { expiresAt: hours(90) })]);
	await propose(tenant, [], 'a result');
	await propose({ ...tenant, agentId: other.id }, [to('new', { expiresAt: hours(50) })]);
	const paged = async (sort: 'oldest' | 'expiring' | 'agent') => {
		const found: string[] = [];
		for (let cursor: string | undefined; ;) {
			const page = await list(tenant.owner, 'waiting', { sort, limit: 1, ...(cursor && { cursor }) });
			found.push(...page.items.map(({ snippet, title, type }) => (type === 'result' ? title : snippet)));
			if (page.nextCursor === null) return found;
			cursor = page.nextCursor;
		}
	};
	expect(await paged('oldest')).toEqual(['old', 'a result', 'new']);
	expect(await paged('expiring')).toEqual(['new', 'old', 'a result']);
	expect(await paged('agent')).toEqual(['new', 'old', 'a result']);
});

describe('the groups', () => {
	test('waiting has proposals and results alone, newest first; soon, put-off and decided ones are elsewhere', async () => {
		const tenant = await newTenant();
		const { owner } = tenant;
		await propose(tenant, [to('one')]);
		await propose(tenant, [], 'a result');
		const { actions } = await propose(tenant, [to('two'), to('three'), to('four')], 'many');
		await propose(tenant, [to('soon', { expiresAt: hours(3) }), to('sooner', { expiresAt: hours(2) })]);
		await propose(tenant, [to('later', { snoozedUntil: hours(5) }), to('late', { snoozedUntil: hours(4) })]);
		await propose(tenant, [to('back again', { snoozedUntil: hours(-1) })]);
		const { id = '', payloadHash: hash = '' } = actions[1] ?? {};
		await decideAction(app, owner, { id, hash, decision: 'reject', feedback: 'No.' });

		expect(await titles(owner, 'waiting')).toEqual(['back again', 'four', 'two', 'a result', 'one']);
		expect(await titles(owner, 'expiring')).toEqual(['sooner', 'soon']);
		expect(await titles(owner, 'snoozed')).toEqual(['late', 'later']);
		expect(await titles(owner, 'decided')).toEqual(['three']);
		expect(await countInbox(app, owner)).toEqual({
			open: 7,
			attention: 0,
			expiring: 2,
			waiting: 5,
			snoozed: 2
		});
	});

	test('attention has what needs somebody after the approval', async () => {
		const tenant = await newTenant();
		const { owner } = tenant;
		const subjects = [
			'looked for',
			'no account',
			'no access',
			'failed',
			'dropped',
			'long ago',
			'on its way',
			'lost'
		];
		const { actions } = await propose(
			tenant,
			subjects.map((subject) => to(subject))
		);
		for (const { id, payloadHash: hash } of actions)
			await decideAction(app, owner, { id, hash, decision: 'approve' });
		const set = (at: number, data: object) =>
			db.action.update({ where: { id: actions[at]?.id ?? '' }, data });
		await set(0, { status: 'needs_human' });
		await set(1, { waitReason: 'connect' });
		await set(2, { waitReason: 'reauth' });
		await set(3, { status: 'failed', errorCode: 'refused', finishedAt: new Date() });
		await set(4, { status: 'failed', errorCode: 'dropped', finishedAt: new Date() });
		for (const status of ['dispatching', 'unknown']) await set(7, { status, waitReason: 'reauth' });
		await set(5, { status: 'failed', errorCode: 'refused', finishedAt: hours(-8 * 24) });

		const { items } = await list(owner, 'attention');
		expect(items.map(({ snippet, outcome }) => [snippet, outcome])).toEqual([
			['lost', 'Waits for Google to be reconnected'],
			['failed', 'Could not be carried out'],
			['no access', 'Waits for Google to be reconnected'],
			['no account', 'Waits for a Google account'],
			['looked for', 'Needs somebody to look']
		]);
		expect(await titles(owner, 'decided')).toEqual(['on its way', 'long ago', 'dropped']);
		expect(await countInbox(app, owner)).toMatchObject({ open: 5, attention: 5 });
	});

	test('decided keeps results and actions of the last 30 days, with who and what', async () => {
		const tenant = await newTenant();
		const { owner } = tenant;
		const { actions } = await propose(tenant, [to('approved'), to('by rule'), to('old')]);
		const { task } = await propose(tenant, [], 'a result');
		for (const { id, payloadHash: hash } of actions)
			await decideAction(app, owner, { id, hash, decision: 'approve' });
		await db.action.update({
			where: { id: actions[1]?.id ?? '' },
			data: { byRule: true, decidedById: null }
		});
		await db.action.update({ where: { id: actions[2]?.id ?? '' }, data: { decidedAt: hours(-31 * 24) } });
		await decideTask(app, owner, { id: task.id, decision: 'reject', feedback: 'No.' });
		const { items } = await list(owner, 'decided');
		expect(items.map(({ type, status, outcome }) => [type, status, outcome])).toEqual([
			['result', 'rejected', 'Rejected by Dana Reyes'],
			['action', 'approved', 'By your rule'],
			['action', 'approved', 'Approved by Dana Reyes']
		]);
	});

	test('a result comes back as one when a task’s last proposal is gone, and not before', async () => {
		const tenant = await newTenant();
		const { task } = await propose(tenant, [to('one')], 'both');
		expect(await titles(tenant.owner, 'waiting')).toEqual(['one']);
		await decideTask(app, tenant.owner, { id: task.id, decision: 'revise', feedback: 'Without a mail.' });
		expect(await titles(tenant.owner, 'waiting')).toEqual([]);
		await db.task.update({ where: { id: task.id }, data: { status: 'in_progress' } });
		await db.task.update({ where: { id: task.id }, data: { status: 'needs_review' } });
		expect(await titles(tenant.owner, 'waiting')).toEqual(['both']);
	});
});

describe('an item', () => {
	test('says what a list needs', async () => {
		const tenant = await newTenant();
		const firstTime = { code: 'first_time', target: null, message: 'New.' } as const;
		const { actions, task, run } = await propose(tenant, [{ flags: [unnamed(), firstTime] }]);
		const { items } = await list(tenant.owner, 'waiting');
		expect(items).toMatchObject([
			{
				id: actions[0]?.id,
				type: 'action',
				group: 'waiting',
				taskId: task.id,
				runId: run.id,
				kind: 'gmail.draftEmail',
				agent: { id: tenant.agentId },
				title: 'Mail to priya@harbour.example',
				snippet: 'Your chairs',
				hash: actions[0]?.payloadHash,
				targets: ['email:priya@harbour.example'],
				isNew: true,
				blocked: true,
				outcome: null
			}
		]);
		const { workspaceId } = tenant.owner;
		const entry = { workspaceId, kind: 'email', value: 'priya@harbour.example', label: '' };
		await db.addressBookEntry.create({ data: entry });
		expect((await list(tenant.owner, 'waiting')).items).toMatchObject([{ blocked: false }]);
	});
});

describe('filters', () => {
	test('by agent, kind, and text in title, snippet and targets', async () => {
		const tenant = await newTenant();
		const { owner, agentId } = tenant;
		await propose(tenant, [
			to('chairs'),
			to('100 % wool', { payload: mail({ to: ['lena@oak.example'], subject: '100 % wool' }) })
		]);
		await propose(tenant, [{ kind: 'sheets.appendRow', payload: row('77.00') }]);
		await propose(tenant, [], 'Chairs in general');
		const { agentId: other } = await newTenant();

		expect(await titles(owner, 'waiting', { kind: 'result' })).toEqual(['Chairs in general']);
		expect(await titles(owner, 'waiting', { kind: 'sheets.appendRow' })).toEqual(['77.00']);
		expect(await titles(owner, 'waiting', { q: 'CHAIRS' })).toEqual(['Chairs in general', 'chairs']);
		expect(await titles(owner, 'waiting', { q: 'oak.example' })).toEqual(['100 % wool']);
		expect(await titles(owner, 'waiting', { q: '0 %' })).toEqual(['100 % wool']);
		expect(await titles(owner, 'waiting', { q: '0_%' })).toEqual([]);
		expect(await titles(owner, 'waiting', { agentId })).toHaveLength(4);
		expect(await titles(owner, 'waiting', { agentId: other })).toEqual([]);
	});

	test('nothing of another workspace, in any group', async () => {
		const [mine, theirs] = [await newTenant(), await newTenant()];
		await propose(theirs, [
			to('one'),
			to('soon', { expiresAt: hours(2) }),
			to('put off', { snoozedUntil: hours(2) })
		]);
		for (const group of ['attention', 'expiring', 'waiting', 'snoozed', 'decided'] as const)
			expect(await list(mine.owner, group)).toEqual({ items: [], nextCursor: null });
		expect(await countInbox(app, mine.owner)).toMatchObject({ open: 0, snoozed: 0 });
	});
});

describe('pages', () => {
	test.each(['waiting', 'expiring', 'snoozed'] as const)('%s: each item once, in order', async (group) => {
		const tenant = await newTenant();
		const at = hours(group === 'waiting' ? 80 : 3);
		const times = group === 'snoozed' ? { snoozedUntil: at } : { expiresAt: at };
		// Many at the very same moment: the id decides.
		const same = { createdAt: new Date(), ...times };
		await propose(
			tenant,
			Array.from({ length: 7 }, (_, n) => to(`mail ${n}`, same))
		);
		if (group === 'waiting') for (const n of [1, 2]) await propose(tenant, [], `result ${n}`);
		const whole = await titles(tenant.owner, group);
		const paged: string[] = [];
		let cursor: string | undefined;
		do {
			const { items, nextCursor } = await list(tenant.owner, group, { limit: 2, ...(cursor && { cursor }) });
			paged.push(...items.map((item) => (item.type === 'result' ? item.title : item.snippet)));
			cursor = nextCursor ?? undefined;
		} while (cursor);
		expect(whole).toHaveLength(group === 'waiting' ? 9 : 7);
		expect(paged).toEqual(whole);
	});

	test.each(['x', 'MjAyNg', '0190a1b2-0000-7000-8000-000000000000'])(
		'cursor %s is refused',
		async (cursor) => {
			const { owner } = await newTenant();
			await expect(list(owner, 'waiting', { cursor })).rejects.toMatchObject({ code: 'invalid_input' });
		}
	);
});
