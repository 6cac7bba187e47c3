import type { InboxItem } from '#lib/schemas/inbox.ts';
import type { Db } from '#server/ports/db.ts';

export type Run = {
	id: string;
	feedback: string | null;
	writtenBy: string | null;
	result: unknown;
	ownDeliverable: string | null;
	deliverableHtml: string | null;
	htmlVersion: number | null;
	/** How long it took, in milliseconds; null while that is not known. */
	millis: number | null;
};
export type Call = {
	status: string;
	inputTokens: number | null;
	outputTokens: number | null;
	costMicros: number;
	priceKnown: boolean;
};
export type Task = {
	id: string;
	title: string;
	instructions: string;
	material: string;
	recipients: string[];
};
export type Business = { name: string; about: string };
export type Google = { status: string; accountEmail: string };
type Ground = {
	run: Run | null;
	calls: Call[];
	task: Task;
	business: Business;
	memories: string[];
	google: Google | null;
};

/**
 * What stands around an item, in one statement: the task, the run that it comes from (a task that was sent back has a
 * newer one than what it proposed before), what that cost, what the agent knew by heart when it began, the connection.
 */
export async function readGround(db: Db, workspaceId: string, { taskId, runId }: InboxItem): Promise<Ground> {
	const [row] = await db.$queryRaw<[{ ground: string }]>`
		select json_build_object(
			'task', json_build_object('id', t.id, 'title', t.title, 'instructions', t.instructions,
				'material', t.material, 'recipients', t.recipients),
			'business', json_build_object('name', w.name, 'about', w.about),
			'run', (
				select json_build_object('id', r.id, 'feedback', r.feedback, 'writtenBy', r.written_by, 'result', r.result,
					'ownDeliverable', r.own_deliverable, 'deliverableHtml', r.deliverable_html, 'htmlVersion', r.html_version,
					'millis', round(extract(epoch from r.finished_at - r.started_at) * 1000))
				from runs r where r.workspace_id = t.workspace_id and r.id = ${runId}::uuid
			),
			'calls', (
				select coalesce(json_agg(json_build_object('status', c.status, 'inputTokens', c.input_tokens,
					'outputTokens', c.output_tokens, 'costMicros', c.cost_micros, 'priceKnown', c.price_known)), '[]')
				from model_calls c where c.workspace_id = t.workspace_id and c.run_id = ${runId}::uuid
			),
			'memories', (
				select coalesce(json_agg(m.text order by m.id), '[]') from memories m
				join runs r on r.workspace_id = m.workspace_id and r.id = ${runId}::uuid and m.created_at <= r.started_at
				where m.workspace_id = t.workspace_id and m.agent_id = t.agent_id and m.enabled
			),
			'google', (
				select json_build_object('status', i.status, 'accountEmail', i.account_email)
				from integrations i where i.workspace_id = t.workspace_id and i.vendor = 'google'
			)
		)::text as ground
		from tasks t join workspaces w on w.id = t.workspace_id
		where t.workspace_id = ${workspaceId}::uuid and t.id = ${taskId}::uuid`;
	return JSON.parse(row.ground) as Ground;
}
