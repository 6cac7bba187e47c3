import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { previewSchedule } from './preview-schedule.ts';

const { app, db, newTenant } = await openWorkerFixture();
const { owner } = await newTenant();
const from = '2026-03-27T12:00:00Z';

test('says in words and times what a schedule means, across a change of the clock', async () => {
	const preview = await previewSchedule(app, owner, { cron: '0 8 * * 1-5', timeZone: 'Europe/Berlin', from });
	expect(preview).toEqual({
		words: 'Every weekday at 08:00',
		timeZone: 'Europe/Berlin',
		next: ['30', '31', '01', '02', '03'].map(
			(day) => `2026-0${day.startsWith('3') ? 3 : 4}-${day}T06:00:00.000Z`
		)
	});
});

test('without a zone it is the workspace’s', async () => {
	await db.workspace.update({ where: { id: owner.workspaceId }, data: { timeZone: 'Asia/Kolkata' } });
	const { timeZone, next } = await previewSchedule(app, owner, { cron: '0 8 * * *', from });
	expect({ timeZone, first: next[0] }).toEqual({
		timeZone: 'Asia/Kolkata',
		first: '2026-03-28T02:30:00.000Z'
	});
});

test.each([
	['0 8 31 2 *', 'UTC', 'cron'],
	['@daily', 'UTC', 'cron'],
	['0 8 * * *', 'Mars/Olympus', 'timeZone'],
	['0 8 * * *', '+02:00', 'timeZone']
])('%s in %s is refused with the reason', async (cron, timeZone, field) => {
	await expect(previewSchedule(app, owner, { cron, timeZone })).rejects.toMatchObject({
		code: 'invalid_schedule',
		details: { fields: { [field]: expect.stringMatching(/\.$/) as string } }
	});
});
