import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';
import { makeAgent, makeWorkspace } from '../../../../../tests/support/factories.ts';
import { connectGoogle, openSandbox } from '../../../../../tests/support/google-account.ts';

const database = await cloneDatabase();
const { db } = database;
const sandbox = await openSandbox();
const app = createTestApp(database, { sandbox });

const many = 3_000;

/** This many tasks with one approved mail each, all for the account that is connected. */
async function approvedFor(workspaceId: string): Promise<void> {
	const { id: agentId } = await makeAgent(db, workspaceId);
	await db.$transaction([
		db.$executeRaw`set local session_replication_role = replica`,
		db.$executeRaw`
			insert into tasks (id, workspace_id, agent_id, type, title, instructions, status)
			select gen_random_uuid(), ${workspaceId}::uuid, ${agentId}::uuid, 'work', 'Letter ' || n, 'Please.', 'approved'
			from generate_series(1, ${many}::int) n`,
		db.$executeRaw`
			insert into runs (id, workspace_id, task_id, number, cause, status)
			select gen_random_uuid(), workspace_id, id, 1, 'created', 'succeeded' from tasks
			where workspace_id = ${workspaceId}::uuid`,
		db.$executeRaw`
			insert into actions (id, workspace_id, task_id, run_id, agent_id, position, kind, why, payload, payload_hash,
				title, snippet, status, approved_hash, wait_reason, hold_until, account_id, expires_at)
			select gen_random_uuid(), r.workspace_id, r.task_id, r.id, ${agentId}::uuid, 0, 'gmail.draftEmail', '', '{}', '',
				'Mail', 'Letter', 'approved', '', 'reauth', now(), i.account_id, now() + interval '7 days'
			from runs r join integrations i on i.workspace_id = r.workspace_id
			where r.workspace_id = ${workspaceId}::uuid`
	]);
}

// Each by itself they would take longer than a transaction may, and nobody could ever reconnect.
test('however many approvals wait, they go on with the same account and are asked again with another', async () => {
	const { actor: owner } = await makeWorkspace(db);
	const { workspaceId } = owner;
	const email = `${randomUUID()}@northwind.example`;
	await connectGoogle(app, owner, { email });
	await approvedFor(workspaceId);
	const countOf = (status: string) => db.action.count({ where: { workspaceId, status } });

	await connectGoogle(app, owner, { email });

	expect(await countOf('approved')).toBe(many);
	const [jobs] = await db.$queryRaw<[{ count: number }]>`
		select count(*)::int as count from graphile_worker.jobs where task_identifier = 'run-action' and run_at <= now()`;
	expect(jobs.count).toBe(many);

	await connectGoogle(app, owner, { email: `${randomUUID()}@northwind.example` });

	expect(await countOf('proposed')).toBe(many);
	expect(await db.event.count({ where: { workspaceId, kind: 'action.voided' } })).toBe(many);
	const reviewed = { workspaceId, status: 'needs_review', proposals: 1 };
	expect(await db.task.count({ where: reviewed })).toBe(many);
}, 120_000);
