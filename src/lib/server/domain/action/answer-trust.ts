import type { Agent } from '#lib/schemas/agent.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { agentColumns, agentView } from '../agent/agent-view.ts';
import { recordEvent } from '../event/record-event.ts';
import { kinds } from './registry.ts';

type Answer = { agentId: string; kind: string; accept: boolean };

/**
 * A person's answer to the offer that an agent does one kind without asking. After a no it is offered again five
 * unedited approvals later. Throws `forbidden`, `not_found`, `invalid_input` for a kind that always asks.
 */
export async function answerTrust(deps: { db: Db }, actor: Actor, answer: Answer): Promise<Agent> {
	authorise(actor, 'manage agents');
	const kind = kinds.get(answer.kind);
	if (!kind?.mayBeAutomatic)
		throw new DomainError('invalid_input', 'Each of these has to be approved by a person.', {
			fields: { kind: 'Each of these has to be approved by a person.' }
		});
	return deps.db.$transaction(async (tx) => {
		const changed = answer.accept ? await allow(tx, actor, answer) : await exists(tx, actor, answer);
		if (!changed) throw notFound('agent');
		if (!answer.accept) await decline(tx, actor, answer);
		const row = await tx.agent.findUniqueOrThrow({
			where: { workspaceId_id: { workspaceId: actor.workspaceId, id: answer.agentId } },
			select: agentColumns
		});
		if (answer.accept) await tell(tx, actor, answer, { name: row.name, title: kind.label });
		return agentView(row);
	});
}

async function allow(tx: Tx, { workspaceId }: Actor, { agentId, kind }: Answer): Promise<boolean> {
	const changed = await tx.$executeRaw`
		update agents set permissions = permissions || jsonb_build_object(${kind}::text, 'auto'), updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid`;
	return changed > 0;
}

async function exists(tx: Tx, { workspaceId }: Actor, { agentId }: Answer): Promise<boolean> {
	return (await tx.agent.count({ where: { workspaceId, id: agentId } })) > 0;
}

async function decline(tx: Tx, { workspaceId }: Actor, { agentId, kind }: Answer): Promise<void> {
	await tx.$executeRaw`
		insert into agent_trust (workspace_id, agent_id, kind, declined_at)
		values (${workspaceId}::uuid, ${agentId}::uuid, ${kind}, clock_timestamp())
		on conflict (workspace_id, agent_id, kind) do update set declined_at = excluded.declined_at`;
}

async function tell(tx: Tx, actor: Actor, { agentId }: Answer, data: { name: string; title: string }) {
	const { workspaceId, by } = actor;
	await recordEvent(tx, { workspaceId, kind: 'agent.trusted', agentId, by, data });
}
