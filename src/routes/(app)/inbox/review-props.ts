import type { PageReviewApi } from '#lib/components/review/state/review-api.ts';
import type { ReadSection, Section } from '#lib/components/review/state/inbox-list.svelte.ts';
import type { ItemKey } from '#lib/components/review/state/inbox-pages.ts';
import type { ActionKindView } from '#lib/schemas/action-kind.ts';
import type { InboxCounts, InboxDetail } from '#lib/schemas/inbox.ts';
import type { InboxFilter } from './list/inbox-filter.ts';

/** What the page gives the review. */
export type ReviewProps = {
	filter: InboxFilter;
	sections: Section[];
	detail: InboxDetail | null;
	chosen: ItemKey | null;
	counts: InboxCounts;
	agents: readonly { id: string; name: string; role: string }[];
	kinds: readonly ActionKindView[];
	running: number;
	mayReview: boolean;
	timeZone: string;
	/** Another list is on its way, and takes its time. */
	slow: boolean;
	/** On phones: the item, rather than the list. */
	reading: boolean;
	api: PageReviewApi;
	readSection: ReadSection;
	onfilter: (filter: InboxFilter, how: 'push' | 'replace') => void;
	/** The address should name this item. `open`: as a step that the back button takes back. */
	onselect: (key: ItemKey | null, how: 'move' | 'open') => void;
	onback: (event: MouseEvent) => void;
};
