import type { Db } from '#server/ports/db.ts';
import type { Sandbox } from '../../sandbox/start.ts';

/** What must hold for actions after every fault, read from the database and from Google's own count. */
const rules: Record<string, string> = {
	'an action that goes nowhere': `
		select a.id, a.status, a.wait_reason, a.lease_owner from actions a
		where a.status in ('approved', 'dispatching', 'unknown')
			and not (a.wait_reason in ('connect', 'reauth', 'paused') and a.lease_owner is null)
			and not exists (select 1 from worker_heartbeats h
				where h.id = a.lease_owner and h.seen_at > now() - make_interval(secs => $1))
			and not exists (select 1 from graphile_worker._private_jobs j
				where j.key = 'action:' || a.id and j.attempts < j.max_attempts)`,
	'an action that waits for nothing': `
		select a.id, a.wait_reason from actions a
		join agents g on g.id = a.agent_id join workspaces w on w.id = a.workspace_id
		where a.status = 'approved' and a.lease_owner is null and (
			(a.wait_reason = 'paused' and g.status = 'active' and w.paused_at is null and a.run_after < now() - interval '15 seconds')
			or (a.wait_reason = 'reauth' and exists (select 1 from integrations i where i.workspace_id = a.workspace_id
				and i.status = 'connected') and a.run_after < now() - interval '30 seconds'))`,
	'other bytes than were approved': `
		select id, status from actions
		where status in ('dispatching', 'unknown', 'succeeded') and payload_hash is distinct from approved_hash`,
	'a request that left before its hold had passed': `
		select id from actions where effect_at < hold_until`,
	'an effect that is there twice by our own books': `
		select action_id from action_attempts where outcome in ('applied', 'found') group by action_id having count(*) > 1`,
	'a second request before anybody had looked': `
		select e.action_id from action_attempts e
		join actions a on a.id = e.action_id and a.kind <> 'webhook.post'
		join action_attempts later on later.action_id = e.action_id and later.purpose = 'effect' and later.number > e.number
		where e.purpose = 'effect' and e.outcome = 'unknown'
			-- Unless a person has looked.
			and not exists (select 1 from events v where v.task_id = a.task_id and v.kind = 'action.approved'
				and v.data ->> 'message' is not null)
			and not exists (
			select 1 from action_attempts l where l.action_id = e.action_id and l.purpose = 'look'
				and l.outcome = 'not_found' and l.number > e.number and l.number < later.number)`,
	'a success without a receipt, or an end without its time': `
		select id, status from actions where (status = 'succeeded' and (receipt is null or finished_at is null))
			or (status = 'failed' and (finished_at is null or error_code is null))`,
	'an action with a person and without a sentence': `
		select id from actions where status = 'needs_human' and (error_code is null or error_message !~ '^[A-Z“].*\\.$')`,
	'an attempt that nobody hears of any more': `
		select t.id from action_attempts t join actions a on a.id = t.action_id
		where t.outcome = 'sent' and a.lease_owner is null`,
	'a task whose status contradicts its actions': `
		select t.id, t.status from tasks t where t.status in ('needs_review', 'approved', 'completed') and exists (
				select 1 from actions a where a.task_id = t.id)
			and t.status <> (select case
					when bool_or(a.status = 'proposed') then 'needs_review'
					when bool_or(a.status in ('approved', 'dispatching', 'unknown', 'needs_human')) then 'approved'
					when bool_or(a.status = 'succeeded') then 'completed' else t.status end
				from actions a where a.run_id = (
					select r.id from runs r where r.task_id = t.id and r.status = 'succeeded' order by r.number desc limit 1))`,
	'a success without its event': `
		select t.id, done.actions, told.events from tasks t
		join lateral (select count(*) as actions from actions a where a.task_id = t.id and a.status = 'succeeded') done on true
		join lateral (select count(*) as events from events e where e.task_id = t.id and e.kind = 'action.succeeded') told on true
		where done.actions <> told.events`
};

/** What the database itself must refuse, tried on rows that the case left. */
const refused: Record<string, string> = {
	'an approved payload changes': `update actions set payload = '{"to": []}' where status <> 'proposed'`,
	'an action’s lease goes back': `update actions set lease_epoch = lease_epoch - 1 where lease_epoch > 0`,
	'a succeeded action goes out again': `update actions set status = 'approved' where status = 'succeeded'`,
	'a proposal goes out without approval': `update actions set status = 'dispatching' where status = 'proposed'`,
	'an action goes out without what was approved': `update actions set approved_hash = null where status = 'succeeded'`
};

/** Those of the tables, and Google's count. */
export const countActionRules = Object.keys(rules).length + Object.keys(refused).length + 3;

export async function actionViolations(
	db: Db,
	sandbox: Sandbox | null,
	leaseSeconds: number
): Promise<string[]> {
	const found: string[] = [];
	for (const [rule, sql] of Object.entries(rules)) {
		const rows = await db.$queryRawUnsafe<object[]>(sql, ...(sql.includes('$1') ? [leaseSeconds] : []));
		if (rows.length > 0) found.push(`${rule} (${rows.length}), such as ${show(rows[0])}`);
	}
	for (const [what, sql] of Object.entries(refused))
		if (await isAccepted(db, sql)) found.push(`${what}, unrefused`);
	return sandbox ? [...found, ...(await vendorViolations(db, sandbox))] : found;
}

function show(row: unknown): string {
	return JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}

async function isAccepted(db: Db, sql: string): Promise<boolean> {
	const undo = new Error('undo');
	try {
		await db.$transaction(async (tx) => {
			const changed = await tx.$executeRawUnsafe(sql);
			throw changed > 0 ? undo : new Error('nothing to try it on');
		});
	} catch (error) {
		return error === undo;
	}
	return false;
}

/** What Google has done for each action, by the mark that each effect carries. */
export function effectsOf(sandbox: Sandbox): Map<string, number> {
	const { effects, spreadsheets } = sandbox.state();
	const marks = new Map<string, string>(
		spreadsheets.flatMap(({ id, metadata }) =>
			metadata.map(({ metadataId, metadataValue }) => [`${id} ${metadataId}`, metadataValue] as const)
		)
	);
	const counts = new Map<string, number>();
	for (const effect of effects) {
		const actionId = actionOf(effect, marks);
		counts.set(actionId, (counts.get(actionId) ?? 0) + 1);
	}
	return counts;
}

type Effect = ReturnType<Sandbox['state']>['effects'][number];

function actionOf(effect: Effect, marks: Map<string, string>): string {
	if (effect.kind === 'draft') return effect.messageIdHeader.slice(0, 36);
	if (effect.kind === 'event') return dashed(effect.eventId);
	const mark = marks.get(`${effect.spreadsheetId} ${effect.metadataIds[0]}`) ?? '';
	return dashed(Buffer.from(mark, 'base64url').toString('hex'));
}

/** What each of them begins with is the action's id. */
function dashed(hex: string): string {
	return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

async function vendorViolations(db: Db, sandbox: Sandbox): Promise<string[]> {
	const effects = effectsOf(sandbox);
	const actions = await db.action.findMany({
		select: { id: true, kind: true, status: true }
	});
	const known = new Map(actions.map((action) => [action.id, action]));
	const found: string[] = [];
	for (const [id, times] of effects) {
		const { status } = known.get(id) ?? {};
		if (times > 1) found.push(`Google has ${times} effects of the action ${id}`);
		if (!status || ['proposed', 'rejected', 'expired', 'approved', 'failed'].includes(status))
			found.push(`Google has an effect of the action ${id}, which is ${status ?? 'unknown to us'}`);
	}
	for (const { id, kind, status } of actions) {
		if (status === 'succeeded' && kind !== 'webhook.post' && !effects.has(id))
			found.push(`the action ${id} succeeded, and Google has nothing of it`);
	}
	return found;
}
