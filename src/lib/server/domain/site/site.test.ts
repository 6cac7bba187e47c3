import { expect, test } from 'vitest';
import { callerOf, createTestApp } from '../../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../../tests/support/database.ts';

const database = await cloneDatabase();
const { db } = database;
const sandbox = { url: 'http://127.0.0.1:4600', smtpUrl: 'smtp://127.0.0.1:4625' };

test('who gets what is entered here follows from what is configured, and no secret is told', async () => {
	const alone = await callerOf(createTestApp(database), null);
	expect(await alone.site.facts()).toEqual({
		operator: { name: null, address: null, email: null },
		subProcessors: [],
		signUpOpen: true
	});
	const app = createTestApp(database, {
		env: {
			OPERATOR_NAME: 'Northwind Ltd',
			OPENAI_API_KEY: 'sk-secret',
			SMTP_URL: 'smtps://name:secret@mail.example.com:465',
			GOOGLE_CLIENT_ID: 'id',
			GOOGLE_CLIENT_SECRET: 'secret'
		}
	});
	const facts = await (await callerOf(app, null)).site.facts();
	expect(facts.subProcessors).toEqual([
		{ key: 'model', host: 'api.openai.com', simulated: false },
		{ key: 'google', host: 'googleapis.com', simulated: false },
		{ key: 'mail', host: 'mail.example.com', simulated: false }
	]);
	expect(facts.operator.name).toBe('Northwind Ltd');
	expect(JSON.stringify(facts)).not.toContain('secret');
	const played = await (await callerOf(createTestApp(database, { sandbox }), null)).site.facts();
	expect(played.subProcessors.map(({ simulated }) => simulated)).toEqual([true, true]);
});

test('the status says whether the parts work, and not a number of what is done here', async () => {
	const app = createTestApp(database);
	const status = async () => (await callerOf(app, null)).site.status();
	expect(await status()).toMatchObject({ database: 'working', worker: 'away', queue: 'slow' });
	const self = {
		id: app.processId,
		kind: 'worker',
		host: 'test',
		pid: process.pid,
		version: '0',
		lockKey: 1n
	};
	await db.heartbeat.create({ data: self });
	expect(await status()).toMatchObject({ database: 'working', worker: 'working', queue: 'working' });
	await db.$executeRaw`select graphile_worker.add_job('clean-up', '{}'::json, run_at := now() - interval '5 minutes')`;
	const now = await status();
	expect(now).toMatchObject({ worker: 'working', queue: 'slow' });
	expect(Object.keys(now).sort()).toEqual(['checkedAt', 'database', 'queue', 'worker']);
});
