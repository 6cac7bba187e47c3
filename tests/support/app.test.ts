import { afterAll, expect, test } from 'vitest';
import { callerOf, createTestApp } from './app.ts';
import { cloneDatabase } from './database.ts';
import { makeWorkspace } from './factories.ts';
import { startModelPeer } from '../peers/model-peer.ts';

const database = await cloneDatabase();
const peer = await startModelPeer();
afterAll(() => peer.stop());
const offline = createTestApp(database);
const online = createTestApp(database, { model: peer });

test('a stranger and a signed-in person see the API with their own eyes', async () => {
	const { actor, user } = await makeWorkspace(database.db);
	const owner = await callerOf(offline, actor);
	const stranger = await callerOf(offline, null);
	expect((await owner.auth.session()).user.email).toBe(user.email);
	await expect(stranger.agents.list({})).rejects.toThrow();
});

test('the App asks the peer when there is one, else it writes offline', () => {
	expect(offline.model.offline).toBe(true);
	expect(online.model).toMatchObject({ offline: false, name: 'gpt-5-mini' });
});
