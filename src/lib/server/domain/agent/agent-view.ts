import { Permissions } from '#lib/schemas/action.ts';
import { AgentStatus, Avatar, WorkingHours, type Agent } from '#lib/schemas/agent.ts';

/** The columns that an agent is shown from. */
export const agentColumns = {
	id: true,
	roleTemplateKey: true,
	name: true,
	role: true,
	description: true,
	tone: true,
	avatar: true,
	status: true,
	permissions: true,
	workingHours: true,
	createdAt: true
} as const;

type AgentRow = {
	id: string;
	roleTemplateKey: string;
	name: string;
	role: string;
	description: string;
	tone: string;
	avatar: string;
	status: string;
	permissions: unknown;
	workingHours: unknown;
	createdAt: Date;
};

/** JSON columns are parsed on the way out: rows outlive our types. */
export function agentView(row: AgentRow): Agent {
	return {
		id: row.id,
		roleTemplate: row.roleTemplateKey,
		name: row.name,
		role: row.role,
		description: row.description,
		tone: row.tone,
		avatar: Avatar.parse(row.avatar),
		status: AgentStatus.parse(row.status),
		permissions: Permissions.parse(row.permissions),
		workingHours: WorkingHours.nullable().parse(row.workingHours),
		createdAt: row.createdAt.toISOString()
	};
}
