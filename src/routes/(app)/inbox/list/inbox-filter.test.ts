import { expect, test } from 'vitest';
import { inboxHref, queryOf, readFilter, readItem } from './inbox-filter.ts';

const params = (text: string) => new URLSearchParams(text);
const id = '01890000-0000-7000-8000-00000000000a';

test('an address says the same after it was read and written again', () => {
	for (const address of [
		'/inbox',
		`/inbox?item=action:${id}`,
		`/inbox?item=result:${id}&group=decided&q=priya`,
		'/inbox?group=snoozed&agent=a&kind=gmail.draftEmail',
		'/inbox?sort=oldest'
	]) {
		const query = params(address.split('?')[1] ?? '');
		expect(inboxHref(readFilter(query), readItem(query))).toBe(address);
	}
});

test('what is no group shows what is open, and what is no item none', () => {
	expect(readFilter(params('group=waiting')).view).toBe('open');
	expect(readFilter(params('group=nonsense')).view).toBe('open');
	expect(readItem(params('item=task:1'))).toBeNull();
	expect(readItem(params(`item=action:${id}x`))).toBeNull();
	expect(readItem(params(`item=action:${id.toUpperCase()}`))).toBe(`action:${id}`);
});

test('only what is filtered by is asked for', () => {
	expect(queryOf(readFilter(params('')), 'waiting', 50)).toEqual({ group: 'waiting', limit: 50 });
	expect(queryOf(readFilter(params('q=a&kind=result&agent=b')), 'decided', 9)).toEqual({
		...{ group: 'decided', limit: 9, q: 'a', kind: 'result', agentId: 'b' }
	});
});
