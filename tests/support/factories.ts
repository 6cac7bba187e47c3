import { randomUUID } from 'node:crypto';
import type { MemberRole } from '#lib/schemas/account.ts';
import type { Prisma } from '#server/db/generated/client.ts';
import { abilitiesOf } from '#lib/access.ts';
import type { Db } from '#server/ports/db.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';

/** Rows that tests start from, written into the real tables. Whatever a test cares about it passes itself. */

type Overrides<Create> = Partial<Omit<Create, 'id' | 'workspaceId'>>;

/** A business with its owner; `actor` is the owner, as verbs are told. */
export async function makeWorkspace(db: Db, overrides: Partial<Prisma.WorkspaceUncheckedCreateInput> = {}) {
	const workspace = await db.workspace.create({ data: { name: 'Northwind Chairs', ...overrides } });
	return { workspace, ...(await makeMember(db, workspace.id, 'owner')) };
}

/** Somebody new in an existing workspace. Nobody can sign in with this password hash: it is not one. */
export async function makeMember(db: Db, workspaceId: string, role: MemberRole = 'member') {
	const email = `dana-${randomUUID()}@northwind.example`;
	const user = await db.user.create({ data: { email, name: 'Dana Reyes', passwordHash: 'none' } });
	await db.membership.create({ data: { workspaceId, userId: user.id, role } });
	return { user, actor: memberActor(workspaceId, user.id, role) };
}

/** A member as verbs are told of one. */
export function memberActor(workspaceId: string, userId: string, role: MemberRole): MemberActor {
	return { workspaceId, abilities: abilitiesOf[role], by: { kind: 'member', userId } };
}

export async function makeAgent(
	db: Db,
	workspaceId: string,
	overrides: Overrides<Prisma.AgentUncheckedCreateInput> = {}
) {
	const template = await db.roleTemplate.findFirstOrThrow({ orderBy: { position: 'asc' } });
	return db.agent.create({
		data: {
			workspaceId,
			roleTemplateKey: template.key,
			name: template.defaultName,
			role: template.name,
			description: template.description,
			tone: template.defaultTone,
			avatar: 'moss',
			permissions: template.permissions as Prisma.InputJsonValue,
			...overrides
		}
	});
}

/** A task of this agent with its first run, both queued and with no job: nothing picks it up by itself. */
export async function makeTask(
	db: Db,
	agent: { id: string; workspaceId: string },
	overrides: Overrides<Omit<Prisma.TaskUncheckedCreateInput, 'agentId'>> = {}
) {
	const { workspaceId, id: agentId } = agent;
	const task = await db.task.create({
		data: {
			workspaceId,
			agentId,
			type: 'work',
			title: 'Write to Ms Fischer',
			instructions: 'Her order of four chairs is a week late. Say sorry and offer free delivery.',
			...overrides
		}
	});
	const run = await db.run.create({ data: { workspaceId, taskId: task.id, number: 1, cause: 'created' } });
	return { task, run };
}
