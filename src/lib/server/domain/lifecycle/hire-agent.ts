import { RoleTemplate } from '#lib/schemas/role-template.ts';
import { Avatar, type Agent, type HireAgent } from '#lib/schemas/agent.ts';
import { DomainError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, JsonObject, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, systemActor, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { takeOnTask } from '../task/take-on-task.ts';
import { takeAgentPlace } from '../agent/agent-limit.ts';
import { agentColumns, agentView } from '../agent/agent-view.ts';
import type { CreateTask } from '#lib/schemas/task.ts';

/**
 * Hires from a role template. The workspace's first agent gets a welcome task, which does not count
 * against the plan. Throws `forbidden`, `invalid_input` for an unknown template, `limit_agents`.
 */
export async function hireAgent(
	deps: { db: Db; jobs: Jobs },
	actor: Actor,
	input: HireAgent
): Promise<Agent> {
	authorise(actor, 'manage agents');
	const found = await deps.db.roleTemplate.findUnique({ where: { key: input.roleTemplate } });
	if (!found) throw unknownTemplate();
	const template = RoleTemplate.parse(found);
	return deps.db.$transaction(async (tx) => {
		const { firstAgent } = await takeAgentPlace(tx, actor.workspaceId);
		const agent = await insertAgent(tx, actor, template, found.position, input);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'agent.hired',
			agentId: agent.id,
			by: actor.by,
			data: { name: agent.name }
		});
		if (firstAgent) {
			const system = systemActor(actor.workspaceId);
			await takeOnTask(deps.jobs, tx, system, welcomeTask(agent), { taskId: newId(), counted: false });
		}
		return agent;
	});
}

/** `position` is the template's place in the catalogue: each role has its own face, so six look like six people. */
async function insertAgent(
	tx: Tx,
	actor: Actor,
	template: RoleTemplate,
	position: number,
	input: HireAgent
): Promise<Agent> {
	const row = await tx.agent.create({
		data: {
			id: newId(),
			workspaceId: actor.workspaceId,
			roleTemplateKey: template.key,
			name: input.name ?? template.defaultName,
			role: input.role ?? template.name,
			description: input.description ?? template.description,
			tone: input.tone ?? template.defaultTone,
			avatar: input.avatar ?? Avatar.options[position % Avatar.options.length] ?? 'slate',
			permissions: template.permissions as JsonObject,
			memories: {
				create: template.startingMemories.map((text) => ({
					text,
					source: 'template'
				}))
			}
		},
		select: agentColumns
	});
	return agentView(row);
}

function unknownTemplate() {
	const message = 'There is no such role to hire. See the list of role templates.';
	return new DomainError('invalid_input', message, { fields: { roleTemplate: message } });
}

/** The first thing a workspace's first agent does, so that its owner sees a review at once. */
function welcomeTask(agent: Agent): CreateTask {
	return {
		agentId: agent.id,
		type: 'work',
		title: `Introduce yourself, ${agent.name}`,
		instructions: [
			'Introduce yourself in a few sentences: what you do for us and how you like to work.',
			'Then suggest three first tasks that you could take off our hands this week, each with what you would need from us.'
		].join('\n')
	};
}
