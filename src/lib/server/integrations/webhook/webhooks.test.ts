import { expect, onTestFinished, test } from 'vitest';
import { VendorError } from '#server/errors.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { expectedSignature, startWebhookPeer } from '../../../../../tests/peers/webhook-peer.ts';
import { createWebhooks } from './webhooks.ts';

const appSecret = 'a secret that only this test knows of';

async function withPeer(limits = { timeoutMs: 30_000, maxAnswerBytes: 1_000 }) {
	const peer = await startWebhookPeer();
	onTestFinished(peer.close);
	const webhooks = createWebhooks({ appSecret, allowLoopback: true }, limits);
	const post = (body: string, url = peer.url) =>
		webhooks.post({ entryId: 'entry-1', url, id: 'msg-1', body });
	return { peer, webhooks, post };
}

const failing = (promise: Promise<unknown>) =>
	promise.then(
		() => expect.unreachable('It should have failed.'),
		(error: unknown) => {
			expect(error).toBeInstanceOf(VendorError);
			const { code, effect } = error as VendorError<'webhook'>;
			return { code, effect };
		}
	);

test('what arrives is signed as Standard Webhooks says, with a secret of the address’s own', async () => {
	const { peer, webhooks, post } = await withPeer();
	expect(await post('{"id":"1"}')).toEqual({ status: 200, body: 'As told.' });
	const delivery = defined(peer.taken[0]);
	expect(delivery).toMatchObject({ id: 'msg-1', body: '{"id":"1"}', path: '/hook' });
	expect(delivery.signature).toBe(expectedSignature(webhooks.secretFor('entry-1'), delivery));
	expect(Math.abs(Number(delivery.timestamp) - Date.now() / 1_000)).toBeLessThan(5);
	expect(webhooks.secretFor('entry-1')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
	expect(webhooks.secretFor('entry-2')).not.toBe(webhooks.secretFor('entry-1'));
	expect(webhooks.secretFor('entry-1')).not.toContain(appSecret);
});

test.each([
	['peer:503-before', 'unavailable', 'unknown'],
	['peer:503-after', 'unavailable', 'unknown'],
	['peer:reset-before', 'lost', 'unknown'],
	['peer:hang-after', 'lost', 'unknown'],
	['peer:400', 'refused', 'none'],
	['peer:429', 'unavailable', 'none'],
	['peer:redirect', 'refused', 'none']
])('%s is one request, and %s with %s', async (body, code, effect) => {
	// Only what never answers is waited for in vain.
	const timeoutMs = body.includes('hang') ? 1_500 : 30_000;
	const { peer, post } = await withPeer({ timeoutMs, maxAnswerBytes: 1_000 });
	expect(await failing(post(body))).toEqual({ code, effect });
	expect(peer.requests.map(({ path }) => path)).toEqual(['/hook']);
});

test('an endless answer is read as far as it may be and no further', async () => {
	const { post } = await withPeer();
	const reply = await post('peer:endless');
	expect(reply.status).toBe(200);
	expect(reply.body).toHaveLength(1_000);
});

test('nobody there is certain: nothing was done', async () => {
	const { peer, post } = await withPeer();
	const { url } = peer;
	await peer.close();
	expect(await failing(post('{}', url))).toEqual({ code: 'unavailable', effect: 'none' });
});

const closed = createWebhooks({ appSecret, allowLoopback: false }, { timeoutMs: 500, maxAnswerBytes: 100 });
const refused = { code: 'refused_address', effect: 'none' };

test.each([
	'http://hooks.example/plain',
	'ftp://hooks.example/',
	'not an address',
	'https://name:word@hooks.example/',
	'https://127.0.0.1/',
	'https://2130706433/',
	'https://0x7f.1/',
	'https://localhost/',
	'https://0.0.0.0/',
	'https://10.1.2.3/',
	'https://172.16.0.1/',
	'https://192.168.1.1/',
	'https://169.254.169.254/latest/meta-data/',
	'https://100.64.0.1/',
	'https://224.0.0.1/',
	'https://255.255.255.255/',
	'https://[::1]/',
	'https://[::]/',
	'https://[fe80::1]/',
	'https://[fd00::1]/',
	'https://[ff02::1]/',
	'https://[::ffff:10.0.0.1]/',
	'https://[::ffff:8.8.8.8]/',
	'https://[64:ff9b::a00:1]/',
	'https://[2002:a00:1::]/',
	'https://[::10.0.0.1]/',
	'https://[4000::1]/'
])('%s is refused before anything is sent', async (url) => {
	expect(await failing(closed.post({ entryId: 'e', url, id: '1', body: '{}' }))).toEqual(refused);
});

test('a name is asked for once, and refused when any of its addresses is private', async () => {
	let asked = 0;
	const answers = [
		[
			{ address: '93.184.215.14', family: 4 },
			{ address: '10.0.0.5', family: 4 }
		]
	];
	const mixed = createWebhooks(
		{ appSecret, allowLoopback: false },
		undefined,
		async () => answers[asked++] ?? []
	);
	const post = mixed.post({ entryId: 'e', url: 'https://mixed.example/', id: '1', body: '{}' });
	expect(await failing(post)).toEqual(refused);
	expect(asked).toBe(1);
});

test('the request goes to the address that was checked, whatever the name says a moment later', async () => {
	const peer = await startWebhookPeer();
	onTestFinished(peer.close);
	let asked = 0;
	const rebinding = async () => {
		asked += 1;
		return [{ address: asked === 1 ? '127.0.0.1' : '10.255.255.1', family: 4 }];
	};
	const webhooks = createWebhooks({ appSecret, allowLoopback: true }, undefined, rebinding);
	const url = peer.url.replace('127.0.0.1', 'rebinding.example');
	expect(await webhooks.post({ entryId: 'e', url, id: '1', body: '{}' })).toMatchObject({ status: 200 });
	expect(asked).toBe(1);
	expect(peer.taken).toHaveLength(1);
});

test('even where loopback is allowed, other private addresses are not', async () => {
	const { post } = await withPeer();
	expect(await failing(post('{}', 'http://192.168.1.1/'))).toEqual(refused);
	expect(await failing(post('{}', 'http://169.254.169.254/'))).toEqual(refused);
});
