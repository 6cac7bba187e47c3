import { expect, test } from 'vitest';
import { CronProblem, parseCron } from './cron.ts';
import { scheduleWords } from './schedule-words.ts';

test.each([
	['0 8 * * 1-5', 'Every weekday at 08:00'],
	['0 8 * * MON-FRI', 'Every weekday at 08:00'],
	['30 7,19 * * *', 'Every day at 07:30 and 19:30'],
	['0 9 * * mon', 'Every Monday at 09:00'],
	['0 9 * * FRI-SUN', 'Every Sunday, Friday and Saturday at 09:00'],
	['0 9 1,15 * *', 'On the 1st and 15th of each month at 09:00'],
	['*/15 * * * *', 'Every 15 minutes'],
	['0 */2 * * *', 'On the hour, every 2 hours'],
	['0 8 13 * 5', 'At 08:00, on day 13 of the month, or on Friday'],
	['0 8 1 JAN *', 'At 08:00, on day 1 of the month, only in January']
])('%s: %s', (text, words) => expect(scheduleWords(parseCron(text))).toBe(words));

test.each([
	'@daily',
	'',
	'0 8 * *',
	'0 0 8 * * *',
	'0 8 L * *',
	'0 8 15W * *',
	'0 8 * * 5#2',
	'0 8 ? * 1',
	'0 8 * * +1',
	'60 8 * * *',
	'0 24 * * *',
	'0 8 0 * *',
	'0 8 32 * *',
	'0 8 * 13 *',
	'0 8 * * 8',
	'0 8 * FOO *',
	'5-1 8 * * *',
	'*/0 8 * * *',
	'*/61 8 * * *',
	'1/2/3 8 * * *',
	'1-2-3 8 * * *',
	',1 8 * * *',
	'-1 8 * * *',
	'0 8 * * 1.5',
	'2026-12-01T08:00:00',
	`0 8 * * ${'1,'.repeat(100)}1`
])('%j is refused with a sentence', (text) => {
	expect(() => parseCron(text)).toThrow(CronProblem);
	expect(() => parseCron(text)).toThrow(/^.{20,200}\.$/s);
});

test('one spelling for each schedule', () => {
	expect(parseCron('  0   8 * JAN-MAR Sun,7 ').text).toBe('0 8 * 1-3 0,7');
	expect(parseCron('5/20 8 * * 5-7')).toMatchObject({ text: '5-59/20 8 * * 5-7', weekdays: [0, 5, 6] });
});
