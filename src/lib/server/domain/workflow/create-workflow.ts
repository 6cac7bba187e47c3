import type { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import type { CreateWorkflow, Missed } from '#lib/schemas/workflow.ts';
import { DomainError, notFound } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { JsonObject, Tx } from '#server/ports/db.ts';
import { authorise, userIdOf, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { checkInputs, checkTrigger } from './check-filled-in.ts';
import { dueFields } from './due-fields.ts';
import { seedRows, type ReadRowsDeps } from './read-rows.ts';
import { findTemplate } from './templates.ts';
import { databaseNow, takeWorkflowPlace } from './workflow-limit.ts';

/**
 * Switches a template on for an agent, with what was filled in and what starts it; answers its id. It keeps what the
 * template does now, however that goes on. Throws `not_found` for the agent, `agent_unavailable`, `invalid_input`,
 * `invalid_schedule`, `limit_workflows`.
 */
export async function createWorkflow(
	deps: ReadRowsDeps,
	actor: Actor,
	{ template: key, ...input }: CreateWorkflow
): Promise<string> {
	authorise(actor, 'manage workflows');
	const { version, name, instructions, inputs, fields, steps } = await findTemplate(deps, key);
	const definition = { instructions, inputs, fields, steps };
	return insertWorkflow(deps, actor, { name, ...input, template: { key, version }, definition });
}

export type NewWorkflow = {
	agentId: string;
	name: string;
	template: { key: string; version: number };
	definition: Definition;
	inputs: unknown;
	trigger: Trigger;
	enabled: boolean;
	shadow: boolean;
	missed: Missed;
	waitingBound: number;
};

/** As `createWorkflow`, whatever it is made from. */
export async function insertWorkflow(
	deps: ReadRowsDeps,
	actor: Actor,
	workflow: NewWorkflow
): Promise<string> {
	const { template, definition, inputs, trigger, enabled, ...rest } = workflow;
	const filledIn = checkInputs(definition, inputs);
	checkTrigger(definition, trigger, await databaseNow(deps.db));
	const cursor =
		enabled && trigger.kind === 'row'
			? await seedRows(deps, actor.workspaceId, trigger, { definition, inputs: filledIn })
			: null;
	return deps.db.$transaction(async (tx) => {
		const now = await databaseNow(tx);
		if (enabled) await takeWorkflowPlace(tx, actor.workspaceId);
		await refuseUnavailable(tx, actor, workflow.agentId);
		const { id } = await tx.workflow.create({
			data: {
				id: newId(),
				workspaceId: actor.workspaceId,
				createdById: userIdOf(actor),
				...rest,
				enabled,
				templateKey: template.key,
				templateVersion: template.version,
				definition: definition as JsonObject,
				inputs: filledIn,
				trigger: trigger as JsonObject,
				triggerKind: trigger.kind,
				...dueFields(trigger, enabled, now),
				...(cursor && { cursor, lookedAt: now, lastFound: 0 })
			},
			select: { id: true }
		});
		const { agentId, name } = workflow;
		const { workspaceId } = actor;
		await recordEvent(tx, { workspaceId, kind: 'workflow.created', agentId, by: actor.by, data: { name } });
		return id;
	});
}

/** The agent is there and not archived, and stays so until the transaction ends. */
export async function refuseUnavailable(tx: Tx, { workspaceId }: Actor, agentId: string): Promise<void> {
	const [agent] = await tx.$queryRaw<{ name: string; status: string }[]>`
		select name, status from agents where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid for share`;
	if (!agent) throw notFound('agent');
	if (agent.status === 'archived')
		throw new DomainError('agent_unavailable', `${agent.name} has been archived and takes no new work.`);
}
