import { expect, test } from 'vitest';
import type { Webhooks } from '#server/ports/webhooks.ts';
import type { AddressBook } from '../../../address-book/target.ts';
import type { Effect, EffectDeps } from '../../kind.ts';
import { actionSchema, kindOf } from '../../registry.ts';
import { webhookPost } from './webhook-post.ts';

const book: AddressBook = [
	{ kind: 'webhook', id: 'entry-1', value: 'https://hooks.northwind.example/crm', label: 'CRM' },
	{ kind: 'webhook', id: 'entry-2', value: 'https://hooks.northwind.example/plain', label: '' },
	{ kind: 'email', id: 'entry-3', value: 'priya@harbour.example', label: 'Priya' }
];
const payload = { address: ' crm ', fields: [{ name: 'Customer', value: 'Harbour Hotel' }] };
const key = '018f.abcdef012345@agents.example';

type Post = Parameters<Webhooks['post']>[0];

function peer() {
	const posts: Post[] = [];
	const webhooks: Webhooks = {
		secretFor: () => 'whsec_test',
		post: async (request) => {
			posts.push(request);
			return { status: 202, body: '' };
		}
	};
	const deps: EffectDeps<Webhooks> = { client: webhooks, effectLagSeconds: 60 };
	return { deps, posts };
}

function effect<Prepared>(prepared: Prepared): Effect<Prepared> {
	const ids = { actionId: '018f', workspaceId: 'w', key };
	return { ...ids, prepared, sentSecondsAgo: 0, book };
}

test('it is one of the kinds, never automatic, and a model may propose it', () => {
	expect(kindOf('webhook.post')).toMatchObject({ mayBeAutomatic: false, needs: { ability: null } });
	const proposal = { kind: 'webhook.post', why: 'The task asks for it.', payload };
	expect(actionSchema(['webhook.post'])?.parse(proposal)).toEqual(proposal);
});

test('what would be dropped on the way is refused instead', () => {
	const more = { ...payload, 'fields.0.value': 'Changed' };
	expect(webhookPost.payload.safeParse(more).success).toBe(false);
});

test('a model hears of the registered addresses, and of the kind only when there are some', () => {
	expect(webhookPost.guide(book)).toContain('"CRM", "https://hooks.northwind.example/plain"');
	expect(webhookPost.guide(book)).not.toContain('priya');
	expect(webhookPost.guide(book.slice(2))).toBeNull();
});

test('people see whom it goes to and every field, and an unregistered address as what it is', () => {
	expect(webhookPost.summary(payload, book)).toMatchObject({
		title: 'Message to CRM',
		snippet: 'Customer: Harbour Hotel'
	});
	expect(webhookPost.preview(payload, book)).toMatchObject({
		fields: [
			{ key: 'address', value: 'CRM' },
			{ key: 'fields.0.value', label: 'Customer', value: 'Harbour Hotel' }
		]
	});
	const [known] = webhookPost.targets(payload, book);
	expect(known).toEqual({ kind: 'webhook', value: 'entry-1', label: 'CRM' });
	const [unknown] = webhookPost.targets({ ...payload, address: 'https://evil.example/' }, book);
	expect(unknown).toMatchObject({ value: 'https://evil.example/', label: 'https://evil.example/' });
});

test.each(['CRM', 'entry-1', 'https://hooks.northwind.example/crm'])(
	'%s is the same address',
	async (address) => {
		const { deps } = peer();
		const prepared = await webhookPost.prepare(deps, { ...payload, address }, effect(null));
		expect(prepared).toMatchObject({ entryId: 'entry-1', url: 'https://hooks.northwind.example/crm' });
	}
);

test.each(['https://evil.example/', 'priya@harbour.example', 'Priya', 'entry-3', ''])(
	'“%s” is not registered, so a person is asked',
	async (address) => {
		const { deps, posts } = peer();
		const asked = webhookPost.prepare(deps, { ...payload, address }, effect(null));
		await expect(asked).rejects.toMatchObject({ name: 'NeedsHuman', code: 'unknown_address' });
		expect(posts).toEqual([]);
	}
);

test('one request, with the same id and the same bytes on every try', async () => {
	const { deps, posts } = peer();
	const prepared = await webhookPost.prepare(deps, payload, effect(null));
	const receipt = await webhookPost.dispatch(deps, payload, effect(prepared));
	expect(receipt).toEqual({ label: 'CRM', url: null, detail: 'Taken by CRM with status 202.' });
	await webhookPost.dispatch(deps, payload, effect(prepared));
	expect(posts).toHaveLength(2);
	expect(posts[0]).toEqual(posts[1]);
	expect(posts[0]).toEqual({
		entryId: 'entry-1',
		url: 'https://hooks.northwind.example/crm',
		id: '018f.abcdef012345',
		body: '{"event":"agentforce.action","fields":[{"name":"Customer","value":"Harbour Hotel"}],"id":"018f.abcdef012345"}'
	});
});

test('a lost answer can only be looked for by a person', async () => {
	const { deps, posts } = peer();
	const prepared = await webhookPost.prepare(deps, payload, effect(null));
	const finding = await webhookPost.reconcile(deps, payload, effect(prepared));
	expect(finding).toMatchObject({
		outcome: 'undecidable',
		message: expect.stringContaining('CRM did not say')
	});
	expect(posts).toEqual([]);
});
