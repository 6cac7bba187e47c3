import { beforeAll, expect, test } from 'vitest';
import type { InboxGroup } from '#lib/schemas/inbox.ts';
import type { Db } from '#server/ports/db.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { announceReturns } from '../notification/announce-returns.ts';
import { remindOfExpiry } from '../notification/remind-of-expiry.ts';
import { countInbox } from './count-inbox.ts';
import { listInbox } from './list-inbox.ts';

/**
 * Five thousand of everything wait in one inbox: a page must cost what a page has, by the rows that Postgres reads
 * and the plans that it makes, which are the same on every machine.
 */
const { app, db, newTenant } = await openWorkerFixture();
const { owner, agentId } = await newTenant();
const { workspaceId } = owner;
const many = 5_000;

beforeAll(async () => {
	await db.$transaction([
		db.$executeRaw`set local session_replication_role = replica`,
		db.$executeRaw`
			insert into tasks (id, workspace_id, agent_id, type, title, instructions, status, proposals, updated_at)
			select gen_random_uuid(), ${workspaceId}::uuid, ${agentId}::uuid, 'work', 'Letter ' || n, 'Please.',
				'needs_review', n % 2, now() - n * interval '1 second'
			from generate_series(1, ${many * 2}::int) n`,
		db.$executeRaw`
			insert into runs (id, workspace_id, task_id, number, cause, status)
			select gen_random_uuid(), workspace_id, id, 1, 'created', 'succeeded' from tasks where proposals = 1`,
		db.$executeRaw`
			insert into actions (id, workspace_id, task_id, run_id, agent_id, position, kind, why, payload, payload_hash,
				title, snippet, targets, status, approved_hash, wait_reason, expires_at, created_at, decided_at)
			select gen_random_uuid(), r.workspace_id, r.task_id, r.id, ${agentId}::uuid, 0, 'gmail.draftEmail', '', '{}', '',
				'Mail', 'Letter', '{}', s.status, '', s.wait_reason, s.expires_at,
				now() - row_number() over () * interval '1 second', now() - row_number() over () * interval '1 second'
			from runs r, (values
				('proposed', null, now() + interval '7 days'),
				('proposed', null, now() + interval '5 hours'),
				('approved', 'connect', now() + interval '7 days'),
				('succeeded', null, now() + interval '7 days')
			) s(status, wait_reason, expires_at)
			where r.workspace_id = ${workspaceId}::uuid`,
		db.$executeRaw`
			insert into reviews (id, workspace_id, task_id, run_id, reviewer_id, decision, content_hash, created_at)
			select gen_random_uuid(), workspace_id, id, gen_random_uuid(), ${owner.by.userId}::uuid, 'approve', '', updated_at
			from tasks where proposals = 0`
	]);
	await db.$executeRaw`analyze tasks, runs, actions, reviews`;
});

type Plan = {
	'Node Type': string;
	'Actual Rows': number;
	'Actual Loops': number;
	'Rows Removed by Filter'?: number;
	'Relation Name'?: string;
	Plans?: Plan[];
};

/** A database that also explains what it is asked, after it has answered. */
function explained(plans: Plan[]): Db {
	const ask = async (strings: TemplateStringsArray, ...values: unknown[]) => {
		const [first = '', ...rest] = strings;
		const texts = [`explain (analyze, format json) ${first}`, ...rest];
		const [row] = await db.$queryRaw<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>(
			Object.assign(texts, { raw: texts }),
			...values
		);
		plans.push(row['QUERY PLAN'][0].Plan);
		return db.$queryRaw(strings, ...values);
	};
	return new Proxy(db, {
		get: (target, key) => (key === '$queryRaw' ? ask : Reflect.get(target, key)) as unknown
	});
}

function nodesOf(plan: Plan): Plan[] {
	return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** The newest of a task's few versions is no sorting. */
const sorts = (node: Plan) => node['Node Type'] === 'Sort' && node['Actual Rows'] > 1;

function rowsRead(plans: Plan[]): number {
	return plans
		.flatMap(nodesOf)
		.filter((node) => node['Relation Name'] !== undefined)
		.reduce(
			(sum, node) =>
				sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
			0
		);
}

test.each(['waiting', 'expiring', 'attention', 'decided', 'snoozed'] as InboxGroup[])(
	'a page of %s reads a page, the first as well as a later one, and sorts nothing',
	async (group) => {
		let cursor: string | null = null;
		for (const nth of [1, 2, 3]) {
			const plans: Plan[] = [];
			const query = { group, limit: 50, ...(cursor && { cursor }) };
			const page = await listInbox({ ...app, db: explained(plans) }, owner, query);
			expect(page.items, `page ${nth}`).toHaveLength(group === 'snoozed' ? 0 : 50);
			// In the order of their coming, every second one here is expiring and stands elsewhere.
			// Of each item itself, its agent, its run, its review and who wrote that are read besides.
			expect(rowsRead(plans), `rows read for page ${nth}`).toBeLessThan(200 + 5 * page.items.length);
			expect(plans.flatMap(nodesOf).filter(sorts)).toEqual([]);
			cursor = page.nextCursor;
		}
	}
);

test('counting stops at a thousand', async () => {
	const plans: Plan[] = [];
	const counts = await countInbox({ db: explained(plans) }, owner);
	expect(counts).toEqual({ open: 3_000, attention: 1_000, expiring: 1_000, waiting: 1_000, snoozed: 0 });
	expect(rowsRead(plans)).toBeLessThan(20_000);
});

test('every minute’s look for what expires or is back reads nothing of what simply waits', async () => {
	await db.$executeRaw`
		update actions set expires_at = now() + interval '7 days' where status = 'proposed' and expires_at < now() + interval '1 day'`;
	await db.$executeRaw`vacuum analyze actions`;
	const plans: Plan[] = [];
	expect(await remindOfExpiry({ db: explained(plans) })).toBe(0);
	expect(await announceReturns({ db: explained(plans) })).toBe(0);
	expect(plans).toHaveLength(3);
	expect(rowsRead(plans)).toBe(0);
});
