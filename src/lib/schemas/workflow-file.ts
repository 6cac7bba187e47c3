import { z } from 'zod';
import { Definition, Trigger } from './workflow-template.ts';
import { Inputs, Missed, WaitingBound, WorkflowName } from './workflow.ts';

/** A workflow as a file: what it does, what was filled in, what starts it; no addresses or ids of ours. */
export const WorkflowFile = z.strictObject({
	format: z.literal('agentforce/workflow'),
	version: z.literal(1),
	name: WorkflowName,
	/** The role whose agents it was made for. */
	role: z.string().max(60),
	template: z.object({ key: z.string().max(80), version: z.number().int().positive() }),
	definition: Definition,
	inputs: Inputs,
	trigger: Trigger,
	missed: Missed,
	waitingBound: WaitingBound
});
export type WorkflowFile = z.infer<typeof WorkflowFile>;

/** What such a file looks like, for whoever writes one; published at /schemas/workflow.json. */
export function workflowFileSchema(origin: string): object {
	return { ...z.toJSONSchema(WorkflowFile, { io: 'input' }), $id: `${origin}/schemas/workflow.json` };
}
