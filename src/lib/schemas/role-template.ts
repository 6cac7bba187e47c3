import { z } from 'zod';
import { Permissions } from './action.ts';

/** A task that somebody in this job would really get, with its input filled in. */
export const SampleTask = z.object({
	title: z.string().min(1).max(200),
	instructions: z.string().min(1).max(20_000),
	/** Whom it is about writing to. */
	recipients: z.array(z.email()).optional()
});
export type SampleTask = z.infer<typeof SampleTask>;

/** Typical minutes a person needs for one piece of this kind of work. */
export const MinutesSaved = z.object({ kind: z.string().min(1), minutes: z.number().int().positive() });
export type MinutesSaved = z.infer<typeof MinutesSaved>;

/** What can be hired; `key` names it in the API. */
export const RoleTemplate = z.object({
	key: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
	name: z.string().min(1),
	tagline: z.string().min(1),
	description: z.string().min(1),
	systemPrompt: z.string().min(1),
	defaultName: z.string().min(1),
	defaultTone: z.string().min(1),
	permissions: Permissions,
	startingMemories: z.array(z.string().min(1)),
	minutesSaved: z.array(MinutesSaved).min(1),
	/** How words of a task begin that is likely for this role; by them a page guesses whom to give it to. */
	words: z.array(z.string().regex(/^[a-z]+( [a-z]+)*$/)),
	sampleTasks: z.array(SampleTask).length(3)
});
export type RoleTemplate = z.infer<typeof RoleTemplate>;
