import { afterEach, expect, test } from 'vitest';
import type { MemberRole } from '#lib/schemas/account.ts';
import { makeMember } from '../../../../../tests/support/factories.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { planDigests } from './plan-digests.ts';

const { app, db, send, planAndSend, to, newTenant } = await openMailFixture();

function at(iso: string) {
	return { ...app, clock: { now: () => new Date(iso) } };
}

afterEach(() => db.membership.updateMany({ data: { mailPreference: 'off' } }));

async function tenantIn(timeZone: string) {
	const tenant = await newTenant();
	await db.workspace.update({ where: { id: tenant.workspace.id }, data: { timeZone } });
	await db.membership.updateMany({
		where: { workspaceId: tenant.workspace.id },
		data: { mailPreference: 'daily' }
	});
	const keys = async () =>
		(await db.notification.findMany({ where: { userId: tenant.user.id }, orderBy: { id: 'asc' } })).map(
			({ dedupeKey }) => dedupeKey
		);
	return { ...tenant, keys };
}

test.each([
	['Europe/Berlin', 'an ordinary day', '2026-11-24T06:59:00Z', '2026-11-24T07:00:00Z', '2026-11-24'],
	[
		'Europe/Berlin',
		'the day clocks go forward',
		'2027-03-28T05:59:00Z',
		'2027-03-28T06:00:00Z',
		'2027-03-28'
	],
	['Europe/Berlin', 'the day clocks go back', '2026-10-25T06:59:00Z', '2026-10-25T07:00:00Z', '2026-10-25'],
	[
		'America/New_York',
		'the day clocks go forward',
		'2027-03-14T11:59:00Z',
		'2027-03-14T12:00:00Z',
		'2027-03-14'
	],
	[
		'America/New_York',
		'the day clocks go back',
		'2026-11-01T12:59:00Z',
		'2026-11-01T13:00:00Z',
		'2026-11-01'
	],
	[
		'Australia/Lord_Howe',
		'half an hour forward',
		'2026-10-03T20:59:00Z',
		'2026-10-03T21:00:00Z',
		'2026-10-04'
	],
	['Pacific/Kiritimati', 'a day ahead', '2026-11-23T17:59:00Z', '2026-11-23T18:00:00Z', '2026-11-24'],
	['Asia/Kathmandu', 'a quarter of an hour', '2026-11-24T02:14:00Z', '2026-11-24T02:15:00Z', '2026-11-24']
])('the digest comes at eight in %s: %s', async (zone, _what, before, eight, day) => {
	const { keys } = await tenantIn(zone);
	expect(await planDigests(at(before))).toBe(0);
	await Promise.all(Array.from({ length: 20 }, () => planDigests(at(eight))));
	expect(await keys()).toEqual([`digest:${day}`]);
	expect(await planDigests(at(new Date(Date.parse(eight) + 3_600_000).toISOString()))).toBe(0);
});

test('each day around a change of the clock has one', async () => {
	const { keys } = await tenantIn('Europe/Berlin');
	const begin = Date.parse('2027-03-24T00:00:00Z');
	for (let hour = 0; hour < 8 * 24; hour++)
		await planDigests(at(new Date(begin + hour * 3_600_000).toISOString()));
	const days = [24, 25, 26, 27, 28, 29, 30, 31].map((day) => `digest:2027-03-${day}`);
	expect(await keys()).toEqual(days);
});

test('one that was missed comes until noon, and not in the afternoon', async () => {
	const { keys } = await tenantIn('Europe/Berlin');
	expect(await planDigests(at('2026-11-24T11:00:00Z'))).toBe(0);
	expect(await planDigests(at('2026-11-24T10:59:00Z'))).toBe(1);
	expect(await keys()).toHaveLength(1);
});

test('it says what waits, what expires today and what failed', async () => {
	// Where it is between eight and nine just now, so that no midnight comes in between.
	const now = new Date();
	const ahead = ((8 - now.getUTCHours() + 36) % 24) - 12;
	const { user, ready, failed } = await tenantIn(`Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`);
	const { actions } = await ready(['The 40 chairs', 'The oak']);
	await ready([], 'The price list');
	await failed();
	const soon = new Date(now.getTime() + 3_600_000);
	await db.action.update({ where: { id: actions[1]?.id ?? '' }, data: { expiresAt: soon } });
	await planAndSend();
	expect(to(user)).toEqual([]);

	await planDigests(app);
	await send();
	const [mail, ...others] = to(user);
	expect(others).toEqual([]);
	expect(mail?.subject).toBe('Today: two drafts and one result wait for you');
	expect(mail?.text).toContain('One expires today, and then counts as rejected.');
	const there = new Date(soon.getTime() + ahead * 3_600_000);
	expect(mail?.text).toContain(`The oak · Expires today at ${there.toISOString().slice(11, 16)}`);
	expect(mail?.text).toContain('One task could not be finished.');
	expect(mail?.text.indexOf('The oak')).toBeLessThan(mail?.text.indexOf('The 40 chairs') ?? 0);
	expect(mail?.text).not.toContain('nobody else’s business');
});

test('it says what expires before the next one comes', async () => {
	const { user, ready } = await tenantIn('UTC');
	const { actions } = await ready(['Early', 'Late']);
	const [today, tomorrow] = [0, 1].map((days) =>
		new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
	);
	for (const [index, clock] of ['06:00', '13:00'].entries()) {
		const expiresAt = new Date(`${tomorrow}T${clock}:00Z`);
		await db.action.update({ where: { id: actions[index]?.id ?? '' }, data: { expiresAt } });
	}
	const morning = at(`${today}T08:05:00Z`);
	await planDigests(morning);
	await send(morning);
	expect(to(user)[0]?.text).toContain('One expires tomorrow, and then counts as rejected.');
	expect(to(user)[0]?.text).toContain('Early · Expires tomorrow at 06:00');
	expect(to(user)[0]?.text).toContain('  Late\n');
});

test('it does not come when there is nothing to say, nor later that day', async () => {
	const { user, ready } = await tenantIn('UTC');
	await planDigests(at('2026-11-24T08:00:00Z'));
	await send();
	await ready(['One']);
	await planDigests(at('2026-11-24T08:05:00Z'));
	await send();
	const rows = await db.notification.findMany({ where: { userId: user.id } });
	expect(rows).toMatchObject([{ kind: 'digest', status: 'skipped' }]);
	expect(to(user)).toEqual([]);
});

test.each<[MemberRole, boolean]>([
	['reviewer', true],
	['member', false]
])('a %s reads only what is theirs to do', async (role, reviews) => {
	const { workspace, ready, failed } = await tenantIn('UTC');
	const { user } = await makeMember(db, workspace.id, role);
	await db.membership.updateMany({ where: { userId: user.id }, data: { mailPreference: 'daily' } });
	await ready(['One']);
	await failed();
	await planDigests(at('2026-11-24T08:00:00Z'));
	await send();
	expect(to(user).map(({ subject }) => subject)).toEqual(reviews ? ['Today: one draft waits for you'] : []);
	expect(to(user)[0]?.text ?? '').not.toContain('could not be finished');
});

test('many are named by their number', async () => {
	const { user, ready } = await tenantIn('UTC');
	await ready(Array.from({ length: 14 }, (_, index) => `Subject ${index}`));
	await planDigests(at('2026-11-24T08:00:00Z'));
	await send();
	const [mail] = to(user);
	expect(mail?.subject).toBe('Today: 14 drafts wait for you');
	expect(mail?.text).toContain('And 4 more in your inbox.');
	expect(mail?.text.match(/inbox\?item=action:/g)).toHaveLength(10);
});
