import type { Desk } from '#lib/components/review/desk.svelte.ts';
import type { Panel } from '#lib/components/review/desk-view.svelte.ts';
import type { Command } from '#lib/components/review/review-keys.ts';
import type { InboxItem } from '#lib/schemas/inbox.ts';

type Page = {
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
export function commandsOf(desk: Desk, page: Page): Record<Command, () => void> {
	const deciding = (run: () => unknown) => () => {
		if (page.mayReview() && !desk.editing) run();
	};
	/** Somebody is saying why not, or until when: a letter that missed the field approves nothing. */
	const approving = (quietly: boolean) =>
		deciding(() => desk.panel ?? (page.bulk('approve') || void desk.approve(quietly)));
	const pick = (range: boolean) =>
		deciding(() => {
			const item = desk.list.items[desk.index];
			if (item) page.pick(item, range);
		});
	return {
		next: () => desk.move(1),
		previous: () => desk.move(-1),
		open: page.open,
		edit: deciding(() => desk.startEdit()),
		approve: approving(false),
		approveQuietly: approving(true),
		sendBack: deciding(() => page.panel('revise')),
		reject: deciding(() => page.bulk('reject') || page.panel('reject')),
		snooze: deciding(() => page.panel('snooze')),
		select: pick(false),
		selectRange: pick(true),
		undo: deciding(() => void desk.undo()),
		filter: page.filter,
		help: page.help
	};
}
