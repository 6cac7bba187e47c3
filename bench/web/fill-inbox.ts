import type pg from 'pg';
import { contentHash } from '#server/domain/ledger/canonical-json.ts';

const payload = {
	cc: [],
	bcc: [],
	to: ['Priya Shah <priya@harbour.example>'],
	subject: 'The 40 chairs, and delivery in May',
	body: 'Hi Priya,\n\nDelivery in May is still possible, and the price holds until the end of the month.\n\nWarm regards,\nDana'
};

/** Lets so many drafts wait, each of a task of its own, all like one that the workspace's agent has proposed. */
export async function fillInbox(pool: pg.Pool, count: number): Promise<void> {
	const client = await pool.connect();
	try {
		await client.query('begin');
		await client.query('set local session_replication_role = replica');
		await client.query(
			`with wanted as (
				select n, gen_random_uuid() as task_id, gen_random_uuid() as run_id, a.workspace_id, a.id as agent_id
				from generate_series(1, $1::int) n, (select workspace_id, id from agents limit 1) a
			), task as (
				insert into tasks (id, workspace_id, agent_id, type, title, instructions, status, proposals)
				select task_id, workspace_id, agent_id, 'work', 'Follow up ' || n, 'Write to priya@harbour.example.',
					'needs_review', 1 from wanted
			), run as (
				insert into runs (id, workspace_id, task_id, number, cause, status, written_by, result, finished_at)
				select run_id, workspace_id, task_id, 1, 'created', 'succeeded', 'offline', $2::jsonb, now() from wanted
			)
			insert into actions (id, workspace_id, task_id, run_id, agent_id, position, kind, why, payload, payload_hash,
				title, snippet, targets, expires_at, created_at)
			select gen_random_uuid(), workspace_id, task_id, run_id, agent_id, 0, 'gmail.draftEmail', 'You asked for it.',
				$3::jsonb, $4, 'Mail to Priya Shah', $5, '{email:priya@harbour.example}', now() + interval '7 days',
				now() - n * interval '1 second'
			from wanted`,
			[
				count,
				JSON.stringify({
					summary: 'A follow-up.',
					deliverable: payload.body,
					assumptions: [],
					questions: [],
					proposedActions: []
				}),
				JSON.stringify(payload),
				contentHash(payload),
				payload.subject
			]
		);
		await client.query('commit');
		await client.query('analyze tasks, runs, actions');
	} finally {
		client.release();
	}
}
