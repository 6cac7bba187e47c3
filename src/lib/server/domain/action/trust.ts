import { Permissions } from '#lib/schemas/action.ts';
import type { AutoOffer } from '#lib/schemas/offer.ts';
import { can } from '#lib/access.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { kindOf } from './registry.ts';

type Of = { workspaceId: string; agentId: string; kind: string };

/** So many unedited approvals in a row, and so many more after a no, before it is offered. */
export const streakForTrust = 5;
/** Further back nobody looks. */
const lookedAt = 1_000;

/** An edit or a rejection takes back the permission to work without asking, until it is undone itself. */
export async function askAgain(tx: Tx, { id, workspaceId, agentId, kind }: Of & { id: string }) {
	const [agent] = await tx.$queryRaw<{ name: string }[]>`
		update agents set permissions = permissions || jsonb_build_object(${kind}::text, 'ask'), updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid and permissions ->> ${kind}::text = 'auto'
		returning name`;
	if (!agent) return;
	await tx.$executeRaw`
		insert into agent_trust (workspace_id, agent_id, kind, taken_by, taken_at)
		values (${workspaceId}::uuid, ${agentId}::uuid, ${kind}, ${id}::uuid, now())
		on conflict (workspace_id, agent_id, kind) do update set taken_by = excluded.taken_by, taken_at = excluded.taken_at`;
	const data = { name: agent.name, title: kindOf(kind).label };
	await recordEvent(tx, { workspaceId, kind: 'agent.corrected', agentId, data });
}

/**
 * The correction was undone: the permission that it took is there again, unless somebody has changed the agent since.
 * Where another correction stands that came after it, it is that one which keeps the permission.
 */
export async function giveBack(
	tx: Tx,
	actor: Actor,
	{ id, agentId, kind }: Omit<Of, 'workspaceId'> & { id: string }
) {
	const { workspaceId } = actor;
	if (await keptByAnother(tx, { id, workspaceId, agentId, kind })) return;
	const [agent] = await tx.$queryRaw<{ name: string }[]>`
		update agents a set permissions = a.permissions || jsonb_build_object(${kind}::text, 'auto'), updated_at = now()
		from agent_trust t
		where a.workspace_id = ${workspaceId}::uuid and a.id = ${agentId}::uuid
			and t.workspace_id = a.workspace_id and t.agent_id = a.id and t.kind = ${kind} and t.taken_by = ${id}::uuid
			and t.taken_at = a.updated_at and a.permissions ->> ${kind}::text = 'ask'
		returning a.name`;
	if (!agent) return;
	const data = { name: agent.name, title: kindOf(kind).label };
	await recordEvent(tx, { workspaceId, kind: 'agent.trusted', agentId, by: actor.by, data });
}

async function keptByAnother(tx: Tx, { id, workspaceId, agentId, kind }: Of & { id: string }) {
	const kept = await tx.$executeRaw`
		update agent_trust t set taken_by = a.id from actions a
		where t.workspace_id = ${workspaceId}::uuid and t.agent_id = ${agentId}::uuid and t.kind = ${kind}
			and t.taken_by = ${id}::uuid and a.workspace_id = t.workspace_id and a.agent_id = t.agent_id and a.kind = t.kind
			and a.id <> ${id}::uuid and a.decided_by_id is not null and a.decided_at >= t.taken_at
			and (a.status = 'rejected' or a.draft_payload is not null)`;
	return kept > 0;
}

/**
 * Whether to offer that this agent does this kind without asking; null when it is too early, when it may not be, or
 * when the actor is not who may answer.
 */
export async function autoOffer(
	db: Db | Tx,
	actor: Actor,
	{ agentId, kind }: Omit<Of, 'workspaceId'>
): Promise<AutoOffer | null> {
	const { mayBeAutomatic, noun, label } = kindOf(kind);
	if (!mayBeAutomatic || !can(actor, 'manage agents')) return null;
	const { streak, since } = await unedited(db, { workspaceId: actor.workspaceId, agentId, kind });
	if (Math.min(streak, since) < streakForTrust) return null;
	const { name, permissions } = await db.agent.findUniqueOrThrow({
		where: { workspaceId_id: { workspaceId: actor.workspaceId, id: agentId } },
		select: { name: true, permissions: true }
	});
	if ((Permissions.parse(permissions)[kind] ?? 'ask') !== 'ask') return null;
	const count = streak === 5 ? 'five' : String(streak);
	const what = label.charAt(0).toLowerCase() + label.slice(1);
	const question =
		`${name}’s last ${count} ${noun.many} were approved unchanged. ` +
		`From now on, may ${name}’s ${what} go ahead without asking you?`;
	return { agentId, agentName: name, kind, question };
}

/**
 * The approvals without an edit that stand, in a row since the last correction, and those of them since a person
 * declined. What was undone is no decision any more, so it counts for nothing.
 */
async function unedited(
	db: Db | Tx,
	{ workspaceId, agentId, kind }: Of
): Promise<{ streak: number; since: number }> {
	const [row] = await db.$queryRaw<[{ streak: number; since: number }]>`
		with decided as (
			select decided_at, status = 'rejected' or draft_payload is not null as corrected from actions
			where workspace_id = ${workspaceId}::uuid and agent_id = ${agentId}::uuid and kind = ${kind}
				and decided_by_id is not null
			order by decided_at desc limit ${lookedAt}
		), corrected as (select max(decided_at) as at from decided where corrected)
		select count(*)::int as streak, (count(*) filter (where d.decided_at > coalesce((
				select declined_at from agent_trust
				where workspace_id = ${workspaceId}::uuid and agent_id = ${agentId}::uuid and kind = ${kind}
			), '-infinity')))::int as since
		from decided d, corrected c where d.decided_at > coalesce(c.at, '-infinity')`;
	return row;
}
