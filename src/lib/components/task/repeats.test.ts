import { expect, test } from 'vitest';
import { onlyRepeats } from './repeats.ts';

const body =
	'Dear Tom,\n\nI am coming back to our quote 118 for six chairs, which we sent you on 2 November.\n\nBest regards\nNora';
const mail = {
	preview: {
		shape: 'mail' as const,
		to: ['tom@harbour.example'],
		cc: [],
		bcc: [],
		subject: 'Quote 118: six chairs',
		body,
		reply: false
	}
};
const row = {
	preview: {
		shape: 'row' as const,
		url: null,
		spreadsheet: 'Ledger 2026',
		tab: 'November',
		columns: [
			{ header: 'Date', value: '2026-11-23' },
			{ header: 'Amount', value: '42.00' }
		]
	}
};
const asMarkdown = `### To Tom\n\n**To:** tom@harbour.example\n**Subject:** Quote 118: six chairs\n\n> ${body.replaceAll('\n', '\n> ')}`;

test('a mail that is written out once more is a repetition, with its Markdown and its labels', () => {
	expect(onlyRepeats(body, [mail])).toBe(true);
	expect(onlyRepeats(asMarkdown, [mail])).toBe(true);
});

test('the label of offline work and the name beside an address count for nothing', () => {
	const label =
		'> Written offline, without a language model. Please read it as you would read a draft from a newcomer.';
	const named = asMarkdown.replace('**To:** tom', '**To:** Tom Adeyemi, tom');
	expect(onlyRepeats(`${label}\n\n${named}`, [mail])).toBe(true);
});

test('a table with the rows that are proposed is one too', () => {
	expect(onlyRepeats('| Date | Amount |\n| --- | ---: |\n| 2026-11-23 | 42.00 |', [row])).toBe(true);
});

test('work of its own is no repetition', () => {
	expect(onlyRepeats(body, [])).toBe(false);
	expect(onlyRepeats('', [mail])).toBe(false);
	expect(onlyRepeats('I compared three suppliers. The cheapest is Harbour, by a wide margin.', [mail])).toBe(
		false
	);
	const more = `${asMarkdown}\n\n## What I found\n\nTom asked twice about oak, and the price of oak went up by a fifth since the quote was written.`;
	expect(onlyRepeats(more, [mail])).toBe(false);
});
