import { expect, test } from 'vitest';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { sessionOf } from '../../../../tests/support/app.ts';
import { openWorkerFixture } from '../../../../tests/support/worker-fixture.ts';
import { mail, makeProposals, unnamed } from '../../../../tests/support/proposals.ts';
import { serveRest } from './rest.ts';

const { app, db, newTenant } = await openWorkerFixture();

async function send(actor: MemberActor, method: string, path: string, body?: object) {
	const request = new Request(`http://localhost:3000/api${path}`, {
		method,
		...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
	});
	const response = await serveRest(request, {
		app,
		session: await sessionOf(app, actor),
		sessionToken: null,
		setSession: () => undefined,
		device: { token: null, remember: () => undefined },
		requestId: 'test',
		clientAddress: '192.0.2.1',
		userAgent: 'vitest',
		idempotencyKey: null,
		answer: { headers: new Headers() }
	});
	return { status: response.status, body: await response.json() };
}

test('a program reads the inbox, decides, changes its mind, and decides many', async () => {
	const { owner, agentId } = await newTenant();
	const agent = { id: agentId, workspaceId: owner.workspaceId };
	await makeProposals(db, agent, [{}, { flags: [unnamed()] }]);

	const { body: page } = await send(owner, 'GET', '/inbox?group=waiting&limit=1');
	expect(page.items).toHaveLength(1);
	const rest = await send(owner, 'GET', `/inbox?group=waiting&cursor=${page.nextCursor}`);
	const items = [...page.items, ...rest.body.items];
	const blocked = items.find((item) => item.blocked);
	const free = items.find((item) => !item.blocked);

	const { body: detail } = await send(owner, 'GET', `/inbox/action/${free.id}`);
	expect(detail.action).toMatchObject({ payload: mail(), payloadHash: free.hash });
	const refused = await send(owner, 'PATCH', `/actions/${blocked.id}`, {
		decision: 'approve',
		hash: blocked.hash
	});
	expect(refused).toMatchObject({ status: 409, body: { error: { code: 'needs_choice' } } });
	const silent = await send(owner, 'PATCH', `/actions/${free.id}`, { decision: 'reject', hash: free.hash });
	expect(silent).toMatchObject({
		status: 400,
		body: { error: { fields: { feedback: expect.any(String) as string } } }
	});

	const own = { decision: 'approve', hash: free.hash, payload: mail({ subject: 'Chairs' }) };
	const approved = await send(owner, 'PATCH', `/actions/${free.id}`, own);
	expect(approved).toMatchObject({
		status: 200,
		body: { action: { status: 'approved', wait: { reason: 'hold' } } }
	});
	expect(await send(owner, 'POST', `/actions/${free.id}/undo`)).toMatchObject({
		body: { status: 'proposed' }
	});
	expect(await send(owner, 'POST', `/actions/${free.id}/undo`)).toMatchObject({ status: 409 });

	const both = {
		decision: 'reject',
		feedback: 'Not now.',
		items: items.map(({ id, hash }) => ({ id, hash }))
	};
	const { body: bulk } = await send(owner, 'POST', '/actions/bulk', both);
	// The hash of the one that was changed in between is an old one.
	expect(bulk.results).toMatchObject(items.map(({ id }) => ({ id, ok: id === blocked.id })));

	const until = new Date(Date.now() + 3_600_000).toISOString();
	const snoozed = await send(owner, 'POST', `/inbox/action/${free.id}/snooze`, { until });
	expect(snoozed).toMatchObject({ status: 200, body: { group: 'snoozed', snoozedUntil: until } });
	expect(await send(owner, 'GET', '/inbox/counts')).toMatchObject({ body: { open: 0, snoozed: 1 } });
	expect(await send(owner, 'POST', `/actions/${free.id}/resolve`, { outcome: 'done' })).toMatchObject({
		status: 409,
		body: { error: { code: 'already_decided' } }
	});
});
