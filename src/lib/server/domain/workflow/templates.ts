import { z } from 'zod';
import { inputsSchema, type InputField } from '#lib/schemas/workflow-input.ts';
import { WorkflowTemplate, type WorkflowTemplateView } from '#lib/schemas/workflow-template.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';

/** All that can be switched on, or what is made for one role, in the catalogue's order. */
export async function listWorkflowTemplates(
	deps: { db: Db },
	actor: Actor,
	role: string | undefined
): Promise<WorkflowTemplateView[]> {
	authorise(actor, 'view');
	const rows = await deps.db.workflowTemplate.findMany({
		...(role && { where: { OR: [{ roleTemplateKey: role }, { roleTemplateKey: null }] } }),
		orderBy: { position: 'asc' }
	});
	return rows.map(({ roleTemplateKey, ...row }) => {
		const { inputs, ...template } = WorkflowTemplate.parse({ ...row, role: roleTemplateKey });
		return { ...template, inputs: jsonSchemaOf(inputs), form: inputs };
	});
}

function jsonSchemaOf(fields: InputField[]): Record<string, unknown> {
	return z.toJSONSchema(inputsSchema(fields), { io: 'input' });
}

/** Throws `invalid_input` for one that there is not. */
export async function findTemplate({ db }: { db: Db }, key: string): Promise<WorkflowTemplate> {
	const row = await db.workflowTemplate.findUnique({ where: { key } });
	if (row) return WorkflowTemplate.parse({ ...row, role: row.roleTemplateKey });
	const message = 'There is no such workflow to switch on. See the list of workflow templates.';
	throw new DomainError('invalid_input', message, { fields: { template: message } });
}
