import type { ActionKindView } from '#lib/schemas/action.ts';
import { kinds } from './registry.ts';

/** Every kind of action with its words, in the order in which they are registered. */
export function listKinds(): ActionKindView[] {
	return [...kinds.values()].map(({ kind, label, noun, needs, mayBeAutomatic, words }) => ({
		kind,
		label,
		noun,
		needs: needs === null ? null : 'google',
		mayBeAutomatic,
		short: words.short,
		long: words.long
	}));
}
