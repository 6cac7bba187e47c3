import { authorise, type Actor } from '../access/actor.ts';
import { insertWorkflow } from './create-workflow.ts';
import { findWorkflow } from './get-workflow.ts';
import type { ReadRowsDeps } from './read-rows.ts';
import { cutAt } from './run-of.ts';

const longestName = 80;

/** A second one of the same, switched off; answers its id. Throws `not_found`, `agent_unavailable`. */
export async function duplicateWorkflow(deps: ReadRowsDeps, actor: Actor, id: string): Promise<string> {
	authorise(actor, 'manage workflows');
	const {
		agentId,
		name,
		template,
		templateVersion,
		definition,
		inputs,
		trigger,
		shadow,
		missed,
		waitingBound
	} = await findWorkflow(deps.db, actor, id);
	return insertWorkflow(deps, actor, {
		agentId,
		name: `${cutAt(longestName - 7, name)} (copy)`,
		template: { key: template, version: templateVersion },
		definition,
		inputs,
		trigger,
		enabled: false,
		shadow,
		missed,
		waitingBound
	});
}
