import type { ReviewState } from './review-state.svelte.ts';
import type { Panel } from './review-view.svelte.ts';
import type { Command } from './review-keys.ts';
import type { InboxItem } from '#lib/schemas/inbox.ts';

export type CommandsOfPage = {
	mayReview: () => boolean;
	/** While several are picked, a decision is about all of them: true when it was taken so. */
	bulk: (decision: 'approve' | 'reject') => boolean;
	panel: (panel: Panel) => void;
	pick: (item: InboxItem, range: boolean) => void;
	open: () => void;
	filter: () => void;
	help: () => void;
};

/** What each key does on the page; deciding is for those who may. While somebody edits, only moving and help go on. */
export function commandsOf(review: ReviewState, page: CommandsOfPage): Record<Command, () => void> {
	const deciding = (run: () => unknown) => () => {
		if (page.mayReview() && !review.editing) run();
	};
	/** Somebody is saying why not, or until when: a letter that missed the field approves nothing. */
	const approving = (quietly: boolean) =>
		deciding(() => review.panel ?? (page.bulk('approve') || void review.approve(quietly)));
	const pick = (range: boolean) =>
		deciding(() => {
			const item = review.list.items[review.index];
			if (item) page.pick(item, range);
		});
	return {
		next: () => review.move(1),
		previous: () => review.move(-1),
		open: page.open,
		edit: deciding(() => review.startEdit()),
		approve: approving(false),
		approveQuietly: approving(true),
		sendBack: deciding(() => page.panel('revise')),
		reject: deciding(() => page.bulk('reject') || page.panel('reject')),
		snooze: deciding(() => page.panel('snooze')),
		select: pick(false),
		selectRange: pick(true),
		undo: deciding(() => void review.undo()),
		filter: page.filter,
		help: page.help
	};
}
