import { Permissions, type AutoOffer } from '#lib/schemas/action.ts';
import type { Db, Tx } from '#server/ports.ts';
import { may, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { kindOf } from './registry.ts';

type Of = { workspaceId: string; agentId: string; kind: string };

/** So many unedited approvals in a row, and so many more after a no, before it is offered. */
export const streakForTrust = 5;

type Outcome = 'unedited' | 'corrected';
type Decided = Of & { id: string; taskId: string; runId: string };

/**
 * Counts the decision that a person records on one proposal. An approval that was undone, alone or with its whole
 * task, has been counted already.
 */
export async function countDecision(tx: Tx, action: Decided, outcome: Outcome): Promise<void> {
	const { workspaceId, taskId, agentId, kind, id, runId } = action;
	const undone = { workspaceId, taskId, decision: 'approve', edited: false, undoneAt: { not: null } };
	const counted = { ...undone, OR: [{ actionId: id }, { actionId: null, runId }] };
	if (outcome === 'unedited' && (await tx.review.count({ where: counted })) > 0) return;
	await recordTrust(tx, { workspaceId, agentId, kind, outcome });
}

/**
 * An approval without an edit lengthens the streak; an edit or a
 * rejection (`corrected`) ends it, and takes back the permission to work without asking.
 */
export async function recordTrust(
	tx: Tx,
	{ workspaceId, agentId, kind, outcome }: Of & { outcome: Outcome }
): Promise<void> {
	const step = outcome === 'unedited' ? 1 : 0;
	await tx.$executeRaw`
		insert into agent_trust (workspace_id, agent_id, kind, streak)
		values (${workspaceId}::uuid, ${agentId}::uuid, ${kind}, ${step})
		on conflict (workspace_id, agent_id, kind) do update set
			streak = case ${step}::int when 1 then agent_trust.streak + 1 else 0 end,
			declined_at = case ${step}::int when 1 then agent_trust.declined_at end`;
	if (outcome === 'corrected') await askAgain(tx, { workspaceId, agentId, kind });
}

async function askAgain(tx: Tx, { workspaceId, agentId, kind }: Of): Promise<void> {
	const [agent] = await tx.$queryRaw<{ name: string }[]>`
		update agents set permissions = permissions || jsonb_build_object(${kind}::text, 'ask'), updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid and permissions ->> ${kind}::text = 'auto'
		returning name`;
	if (!agent) return;
	const data = { name: agent.name, title: kindOf(kind).label };
	await recordEvent(tx, { workspaceId, kind: 'agent.corrected', agentId, data });
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
	if (!mayBeAutomatic || !may(actor, 'manage agents')) return null;
	const { workspaceId } = actor;
	const trust = await db.agentTrust.findUnique({
		where: { workspaceId_agentId_kind: { workspaceId, agentId, kind } },
		select: { streak: true, declinedAt: true, agent: { select: { name: true, permissions: true } } }
	});
	if (!trust || trust.streak < (trust.declinedAt ?? 0) + streakForTrust) return null;
	const { name, permissions } = trust.agent;
	if ((Permissions.parse(permissions)[kind] ?? 'ask') !== 'ask') return null;
	const count = trust.streak === 5 ? 'five' : String(trust.streak);
	const what = label.charAt(0).toLowerCase() + label.slice(1);
	const question =
		`${name}’s last ${count} ${noun.many} were approved unchanged. ` +
		`From now on, may ${name}’s ${what} go ahead without asking you?`;
	return { agentId, agentName: name, kind, question };
}
