import { expect, it } from 'vitest';
import { choiceOf, cronOf } from './schedule-choice.ts';

it.each([
	['0 8 * * 1-5', 'weekday'],
	['30 17 * * *', 'day'],
	['0 15 * * 5', 'week'],
	['5 9 14 * *', 'month'],
	['*/5 * * * *', 'cron'],
	['0 8 1 1 *', 'cron'],
	['nonsense', 'cron']
])('%s is chosen as “%s” and means the same again', (cron, every) => {
	expect(choiceOf(cron).every).toBe(every);
	expect(cronOf(choiceOf(cron))).toBe(cron);
});

it('starts with weekdays at eight, and is empty while there is no time', () => {
	expect(cronOf(choiceOf(undefined))).toBe('0 8 * * 1-5');
	expect(cronOf({ ...choiceOf(undefined), at: '' })).toBe('');
});
