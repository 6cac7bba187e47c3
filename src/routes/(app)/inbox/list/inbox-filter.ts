import { keyOf, type ItemKey } from '#lib/components/review/state/inbox-pages.ts';
import type { InboxGroup, InboxQuery, InboxSort } from '#lib/schemas/inbox.ts';

export type InboxView = 'open' | 'snoozed' | 'decided';

/** What the inbox shows; all of it is in the address, so that it can be kept, sent and linked to from mails. */
export type InboxFilter = { view: InboxView; agentId: string; kind: string; q: string; sort: InboxSort };

export const sorts: readonly { value: InboxSort; label: string }[] = [
	{ value: 'newest', label: 'Newest first' },
	{ value: 'oldest', label: 'Waiting longest' },
	{ value: 'expiring', label: 'Expiring first' },
	{ value: 'agent', label: 'By agent' }
];

/** In the order in which they stand under one another. */
export const viewGroups: Record<InboxView, readonly InboxGroup[]> = {
	open: ['attention', 'expiring', 'waiting'],
	snoozed: ['snoozed'],
	decided: ['decided']
};

export function readFilter(params: URLSearchParams): InboxFilter {
	const group = params.get('group');
	return {
		view: group === 'snoozed' || group === 'decided' ? group : 'open',
		agentId: params.get('agent') ?? '',
		kind: params.get('kind') ?? '',
		q: params.get('q') ?? '',
		sort: sorts.find(({ value }) => value === params.get('sort'))?.value ?? 'newest'
	};
}

/** `action:<id>` or `result:<id>`; null for what names no item. */
export function readItem(params: URLSearchParams): ItemKey | null {
	const [type, id = ''] = (params.get('item') ?? '').split(':');
	const known = (type === 'action' || type === 'result') && /^[0-9a-f-]{36}$/i.test(id);
	return known ? keyOf({ type, id: id.toLowerCase() }) : null;
}

export function inboxHref({ view, agentId, kind, q, sort }: InboxFilter, item?: ItemKey | null): string {
	const params = new URLSearchParams({
		...(view !== 'open' && { group: view }),
		...(agentId && { agent: agentId }),
		...(kind && { kind }),
		...(q && { q }),
		...(sort !== 'newest' && { sort })
	});
	const rest = params.toString();
	// The colon may stand as it is in a query, and is easier to read there.
	return `/inbox${rest || item ? '?' : ''}${item ? `item=${item}` : ''}${item && rest ? '&' : ''}${rest}`;
}

/** What the API is asked for one group. */
export function queryOf(
	{ agentId, kind, q, sort }: InboxFilter,
	group: InboxGroup,
	limit: number
): InboxQuery {
	return {
		...{ group, limit },
		...(agentId && { agentId }),
		...(kind && { kind }),
		...(q && { q }),
		...(sort !== 'newest' && { sort })
	};
}
