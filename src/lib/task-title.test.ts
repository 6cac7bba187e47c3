import { expect, it } from 'vitest';
import { taskTitle } from './task-title.ts';

it.each([
	['Follow up with Priya about the quote.', 'Follow up with Priya about the quote'],
	['Hi Nora,\n\nplease write to priya@harbour.example.', 'Write to priya@harbour.example'],
	['Hey Ben! Could you please sort these receipts? They are from May.', 'Sort these receipts'],
	['Which of these is paid? See below.', 'Which of these is paid?'],
	['Please, can you reply to Marta. She waits since Monday.', 'Reply to Marta'],
	[
		'Ask Mr. Osei whether no. 5 at €3.50 is right, e.g. by phone. Thanks',
		'Ask Mr. Osei whether no. 5 at €3.50 is right, e.g. by phone'
	],
	['\n\n- 40 stacking chairs: write the offer\n- and the tables', '40 stacking chairs: write the offer'],
	['iPhone repair: answer Tom', 'iPhone repair: answer Tom'],
	['Say sorry, van broke down', 'Say sorry, van broke down'],
	['dear customers deserve a letter', 'Dear customers deserve a letter'],
	['レポートを書いてください。', 'レポートを書いてください。'],
	['Pay \u202Enow', 'Pay [U+202E]now'],
	['!!!\n???', 'Task'],
	['Hi,', 'Task']
])('%j is called %j', (instructions, title) => {
	expect(taskTitle(instructions)).toBe(title);
});

it('is a line that a list can show, cut between words', () => {
	const title = taskTitle(`Write to everybody who asked for a quote ${'in the spring '.repeat(20)}`);
	expect(title).toMatch(/in the…$|spring…$|in…$/);
	expect(title.length).toBeLessThanOrEqual(72);
	expect(Array.from(taskTitle('😀'.repeat(500) + 'a'))).toHaveLength(72);
});
