import type { z } from 'zod';
import { WorkflowFile } from '#lib/schemas/workflow-file.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { insertWorkflow } from './create-workflow.ts';
import { findWorkflow } from './get-workflow.ts';
import type { ReadRowsDeps } from './read-rows.ts';

/** A workflow as a document that another workspace can import. Throws `not_found`. */
export async function exportWorkflow(deps: { db: Db }, actor: Actor, id: string): Promise<WorkflowFile> {
	authorise(actor, 'view');
	const { name, role, template, templateVersion, definition, inputs, trigger, missed, waitingBound } =
		await findWorkflow(deps.db, actor, id);
	return {
		format: 'agentforce/workflow',
		version: 1,
		name,
		role,
		template: { key: template, version: templateVersion },
		definition,
		inputs,
		trigger,
		missed,
		waitingBound
	};
}

/**
 * Makes a workflow of a document, switched off; answers its id. Without `agentId` it goes to the agent of its role that
 * was hired first. Throws `invalid_input` with the line of the document that is wrong and what would mend it.
 */
export async function importWorkflow(
	deps: ReadRowsDeps,
	actor: Actor,
	{ agentId, ...document }: { agentId?: string | undefined; [key: string]: unknown }
): Promise<string> {
	authorise(actor, 'manage workflows');
	const file = WorkflowFile.safeParse(document);
	if (!file.success) throw refused(document, file.error);
	const { name, role, template, definition, inputs, trigger, missed, waitingBound } = file.data;
	return insertWorkflow(deps, actor, {
		agentId: agentId ?? (await agentFor(deps.db, actor, role)),
		name,
		template,
		definition,
		inputs,
		trigger,
		enabled: false,
		shadow: false,
		missed,
		waitingBound
	});
}

async function agentFor(db: Db, { workspaceId }: Actor, role: string): Promise<string> {
	const agents = await db.agent.findMany({
		where: { workspaceId, status: { not: 'archived' } },
		orderBy: { id: 'asc' },
		select: { id: true, roleTemplateKey: true }
	});
	const found = agents.find(({ roleTemplateKey }) => roleTemplateKey === role) ?? agents[0];
	if (found) return found.id;
	throw new DomainError('agent_unavailable', 'Hire an agent first; a workflow needs somebody to do it.');
}

/** Lines are counted as the document stands when it is written with two blanks for each level, as the export is. */
function refused(document: unknown, { issues }: z.ZodError): DomainError {
	const fields = issues.slice(0, 20).map((issue) => {
		const place = issue.path.join('.') || 'document';
		const line = lineOf(document, issue.path);
		return [place, `Line ${line}, ${place}: ${mend(issue)}`] as const;
	});
	const [, first = 'This is no workflow file.'] = fields[0] ?? [];
	throw new DomainError('invalid_input', first, { fields: Object.fromEntries(fields) });
}

function mend(issue: z.core.$ZodIssue): string {
	if (issue.code === 'unrecognized_keys')
		return `please take out ${issue.keys.map((key) => `“${key}”`).join(', ')}.`;
	const missing = issue.code === 'invalid_type' && issue.message.endsWith('undefined');
	if (missing) return `this is missing; please add it (${issue.expected}).`;
	if (issue.code === 'invalid_value')
		return `please write one of ${issue.values.map((value) => `“${String(value)}”`).join(', ')}.`;
	return `${issue.message.replace(/^Invalid input: /, 'please mend this: ')}${issue.message.endsWith('.') ? '' : '.'}`;
}

/** The line on which a path begins in the document; of what is not there, where what it belongs into begins. */
function lineOf(document: unknown, path: readonly PropertyKey[]): number {
	const marker = ' is here';
	const marked = (value: unknown, [key, ...rest]: readonly PropertyKey[]): unknown => {
		if (typeof value !== 'object' || value === null) return marker;
		if (key === undefined || !Object.hasOwn(value, key)) return key === undefined ? marker : value;
		const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
		return Object.assign(copy, { [key]: marked((value as Record<PropertyKey, unknown>)[key], rest) });
	};
	for (let depth = path.length; depth >= 0; depth--) {
		const lines = JSON.stringify(marked(document, path.slice(0, depth)), null, 2).split('\n');
		const at = lines.findIndex((line) => line.includes(marker.slice(1)));
		if (at >= 0) return at + 1;
	}
	return 1;
}
