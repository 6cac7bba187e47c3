import { smallLetters } from '#lib/email-addresses.ts';
import type { CreateTask } from '#lib/schemas/task.ts';

/** The recipients as they are kept: each once, comparable with what agents propose. */
export function recipientsOf({ recipients = [] }: CreateTask): string[] {
	return [...new Set(recipients.map(smallLetters))];
}
