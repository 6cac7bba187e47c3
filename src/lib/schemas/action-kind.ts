import { z } from 'zod';
import { ActionKind, Permission } from './action.ts';

/** What a kind is called and what each permission means for it. */
export const ActionKindView = z.object({
	kind: ActionKind,
	/** `Drafts in your Gmail` */
	label: z.string(),
	/** `draft`, `drafts` */
	noun: z.object({ one: z.string(), many: z.string() }),
	/** The vendor it needs a connection to. */
	needs: z.enum(['google']).nullable(),
	/** False while this installation has no keys for that vendor: it can be proposed, and waits. */
	ready: z.boolean(),
	mayBeAutomatic: z.boolean(),
	short: z.record(Permission, z.string()),
	long: z.record(Permission, z.string())
});
export type ActionKindView = z.infer<typeof ActionKindView>;
