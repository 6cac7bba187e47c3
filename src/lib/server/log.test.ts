import { expect, test } from 'vitest';
import { createLog } from './log.ts';

const canary = 'canary-7c1f';

function capture() {
	const lines: string[] = [];
	const log = createLog({ logLevel: 'debug' }, { write: (line: string) => void lines.push(line) });
	return { log, lines };
}

test('a line is JSON with its level, time, message and the fields of its parents', () => {
	const { log, lines } = capture();
	log.child({ requestId: 'r1' }).info({ taskId: 't1', costMicros: 12n }, 'Task created');
	expect(lines).toHaveLength(1);
	expect(JSON.parse(lines[0] ?? '')).toMatchObject({
		level: 'info',
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
		msg: 'Task created',
		requestId: 'r1',
		taskId: 't1',
		costMicros: '12'
	});
});

test.each([
	{ password: canary },
	{ user: { passwordHash: canary } },
	{ headers: { cookie: canary, 'Set-Cookie': [canary], Authorization: canary, 'x-api-key': canary } },
	{ token: canary, refresh_token: canary, sessionToken: canary },
	{ config: { openai: { apiKey: canary }, appSecret: canary, databaseUrl: canary } },
	{ env: { APP_SECRET: canary, DATABASE_URL: canary, OPENAI_API_KEY: canary } },
	{ env: { ENCRYPTION_KEYS: canary, SMTP_URL: canary, GOOGLE_CLIENT_SECRET: canary } },
	{ config: { encryptionKeys: [{ id: 'first', key: Buffer.from(canary) }] }, codeVerifier: canary },
	{ text: `access ya29.${canary}, refresh 1//${canary}, secret GOCSPX-${canary}` },
	{ list: [{ deep: { secret: canary } }] },
	{ text: `connecting to postgresql://agentforce:${canary}@127.0.0.1:5432/agentforce` },
	{ text: `Authorization: Bearer ${canary}${canary}` },
	{ err: new Error(`no answer from postgresql://me:${canary}@db/x`, { cause: new Error(`sk-${canary}`) }) },
	{ err: Object.assign(new Error('refused'), { config: { headers: { authorization: canary } } }) }
])('a secret is not written: %o', (fields) => {
	const { log, lines } = capture();
	log.error(fields, 'Something failed');
	log.child(fields).info({}, 'In a child');
	expect(lines).toHaveLength(2);
	expect(lines.join()).not.toContain(canary);
	expect(lines.join()).toContain('[hidden]');
});

test('a secret in the message itself is not written', () => {
	const { log, lines } = capture();
	log.warn({}, `cannot reach postgresql://me:${canary}@db/x`);
	expect(lines.join()).not.toContain(canary);
});

test('counts of tokens are no secret, and an error keeps its type, message, stack and code', () => {
	const { log, lines } = capture();
	const err = Object.assign(new RangeError('too far'), { code: 'E_FAR' });
	log.error({ err, inputTokens: 7, usage: { outputTokens: 9 } }, 'Failed');
	expect(JSON.parse(lines[0] ?? '')).toMatchObject({
		err: {
			type: 'RangeError',
			message: 'too far',
			code: 'E_FAR',
			stack: expect.stringContaining('log.test.ts')
		},
		inputTokens: 7,
		usage: { outputTokens: 9 }
	});
});

test('an object that contains itself does not hang', () => {
	const { log, lines } = capture();
	const ring: Record<string, unknown> = {};
	ring.ring = ring;
	log.info({ ring }, 'Round');
	expect(lines).toHaveLength(1);
});
