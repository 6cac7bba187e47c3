import { z } from 'zod';
import { ActionKind, type Preview } from './action.ts';
import { ModelAnswer } from './model-answer.ts';
import { Contents } from './outline.ts';

const shapeNames = ['mail', 'row', 'fields'] as const satisfies Preview['shape'][];

/** All that an agent is told about one run; the prompt and the offline writer are made from it. */
export const Brief = z.object({
	roleKey: z.string(),
	rolePrompt: z.string(),
	agent: z.object({ name: z.string(), role: z.string(), description: z.string(), tone: z.string() }),
	business: z.object({ name: z.string(), about: z.string() }),
	/** The member who gave the task and signs what leaves the house; empty when nobody did. */
	requestedBy: z.string(),
	memories: z.array(z.string()),
	/**
	 * `material` came from outside: data that gives no orders and names nobody; empty when there is none. `recipients` are
	 * the addresses that the person put down for it, each with its name where the address book has one.
	 */
	task: z.object({
		title: z.string(),
		instructions: z.string(),
		material: z.string(),
		recipients: z.array(z.string())
	}),
	/** The action kinds that this agent may propose; empty for a demo. */
	allowedActions: z.array(ActionKind),
	/** How each of them is proposed, in words for the model. */
	guides: z.record(ActionKind, z.string()),
	/** As what each of them is shown and written. */
	shapes: z.record(ActionKind, z.enum(shapeNames)),
	/** What their kinds have read in the person's own words by themselves, ready to be proposed; mostly nothing. */
	read: z.array(z.object({ kind: ActionKind, payload: z.record(z.string(), z.unknown()), text: z.string() })),
	/** The titles under which the address book knows spreadsheets, and what has been found in them: text from outside. */
	spreadsheets: z.array(Contents),
	/** What became of the agent's last proposals, where it was not what it hoped for. */
	outcomes: z.array(z.string()),
	/** Set when a person sent the task back. */
	revision: z.object({ feedback: z.string(), earlier: ModelAnswer }).nullable(),
	/** The day in the workspace's time zone, `2026-11-23`. */
	today: z.iso.date()
});
export type Brief = z.infer<typeof Brief>;
