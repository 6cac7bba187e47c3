import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeLesson } from './propose-lesson.ts';

const mail = { to: ['priya@harbour.example'], cc: [], bcc: [], subject: 'Your quote', body: '' };
const kind = 'gmail.draftEmail';

function edited(before: string, after: string) {
	return proposeLesson({
		kind,
		before: { ...mail, body: before },
		after: { ...mail, body: after },
		feedback: null
	});
}

describe('a lesson from an edit', () => {
	it.each([
		[
			'Hi Priya,\n\nI hope this finds you well. Your quote is ready.',
			'Hi Priya,\n\nYour quote is ready.',
			'Do not write "I hope this finds you well".'
		],
		[
			'I am just checking in about the quote.',
			'I am writing about the quote.',
			'Write "writing" instead of "just checking in".'
		],
		[
			'Could you let me know whether it fits?',
			'Please tell me whether it fits?',
			'Write "Please tell me" instead of "Could you let me know".'
		],
		['Hi Priya,\n\nSee you.', 'Hello Priya,\n\nSee you.', 'Write "Hello" instead of "Hi".'],
		[
			'We offer "luxury" chairs for you.',
			'We offer good chairs for you.',
			'Write "good" instead of "\'luxury\'".'
		]
	])('%j -> %j', (before, after, lesson) => {
		expect(edited(before, after)).toBe(lesson);
	});

	it.each([
		[
			'Your quote is ready.',
			'Your quote is ready. Delivery is free of charge.',
			'Delivery is free of charge'
		],
		[
			'Your quote is ready.\n\nBest wishes',
			'Your quote is ready.\n\nIs it still of use?\n\nBest wishes',
			'Is it still of use?'
		],
		[
			'Hello,\n\nYour quote is ready.',
			'Hello,\n\nI hope all is well with you. Your quote is ready.',
			'I hope all is well with you'
		],
		[
			'Your quote is ready.',
			'Your quote is ready.\n\nPS: The price holds until the end of the month.',
			'PS: The price holds until the end of the month'
		]
	])('an added sentence: %j -> %j', (before, after, added) => {
		expect(edited(before, after)).toBe(`Where it fits, write "${added}".`);
	});

	it.each([
		['an amount', 'It costs €6,480.00 in all.', 'It costs €6,840.00 in all.'],
		['a date', 'See you on 12 May at the hotel.', 'See you on 14 May at the hotel.'],
		['a weekday', 'Shall we talk on Tuesday about it?', 'Shall we talk on Friday about it?'],
		['a name', 'We met Priya Shah at the fair.', 'We met Tom Adeyemi at the fair.'],
		['an address', 'Write to priya@harbour.example for more.', 'Write to tom@lark.example for more.'],
		['a link', 'See https://a.example/x there.', 'See https://b.example/y there.'],
		['an added fact', 'Your quote is ready.', 'Your quote is ready. It comes to €6,480.00.'],
		['an added name', 'Your quote is ready.', 'Your quote is ready. Please call Tom about it.'],
		['an added day', 'Your quote is ready.', 'Your quote is ready. It holds until Friday.'],
		['added words', 'Your quote is ready.', 'Your quote is ready now.'],
		['spaces and capitals', 'your quote  is ready.', 'Your quote is ready.'],
		['nothing', 'The same.', 'The same.']
	])('is none from %s', (_what, before, after) => {
		expect(edited(before, after)).toBe('');
	});

	it('is none from another recipient, nor from a text written anew', () => {
		const after = { ...mail, to: ['tom@lark.example'] };
		expect(proposeLesson({ kind, before: mail, after, feedback: null })).toBe('');
		const anew = 'Ten words one two three four, five six. Seven eight nine, ten eleven.';
		const other = 'We two met once, we three saw four; a five, b six c. D seven e eight f nine g ten.';
		expect(edited(anew, other)).toBe('');
	});

	it('reads a changed cell, but no changed amount', () => {
		const row = (category: string, amount: string) => ({
			spreadsheet: 'Expenses',
			tab: 'November',
			columns: [
				{ header: 'Category', value: category },
				{ header: 'Amount', value: amount }
			]
		});
		const lesson = (before: object, after: object) =>
			proposeLesson({ kind: 'sheets.appendRow', before, after, feedback: null });
		expect(lesson(row('travel cost', '12.00'), row('train', '12.00'))).toBe(
			'Write "train" instead of "travel cost".'
		);
		expect(lesson(row('Travel', '12.00'), row('Travel', '21.00'))).toBe('');
	});
});

describe('a lesson from a rejection', () => {
	const rejected = (feedback: string) => proposeLesson({ kind, before: mail, after: null, feedback });

	it.each([
		['never mention the price', 'Never mention the price.'],
		['Don’t use exclamation marks!', 'Don’t use exclamation marks!'],
		['Never offer more than 10%', 'Never offer more than 10%.'],
		['Please write as we speak', 'Please write as we speak.'],
		['It reads like an advert', 'Avoid in drafts: it reads like an advert.'],
		['Too pushy', 'Avoid in drafts: too pushy.'],
		['The tone is far too formal for us.', 'Avoid in drafts: the tone is far too formal for us.']
	])('%s', (reason, lesson) => {
		expect(rejected(reason)).toBe(lesson);
	});

	it.each([
		'',
		'No',
		'Not needed any more',
		'Already sent by me',
		'Wrong recipient',
		'Write to tom@lark.example',
		'We have already spoken on the phone.',
		'Tom was here yesterday.',
		'She is too busy for this',
		'Ask Tom first',
		'Send it tomorrow',
		'The order has gone'
	])('is none when the reason is only about this one: %j', (reason) => {
		expect(rejected(reason)).toBe('');
	});
});

it('is always one short line', () => {
	const word = fc.constantFrom('hope', 'well', 'Hi', ',', '.', '\n', '"', 'price', 'friendly', '€12', 'Tom');
	const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));
	fc.assert(
		fc.property(text, text, fc.option(text), fc.boolean(), (before, after, feedback, reject) => {
			const lesson = proposeLesson({
				kind,
				before: { ...mail, body: before },
				after: reject ? null : { ...mail, body: after },
				feedback
			});
			if (lesson === '') return;
			expect(lesson.length).toBeLessThanOrEqual(300);
			expect(lesson).not.toMatch(/\n/);
			if (!reject)
				expect(lesson).toMatch(
					/^(?:Do not write "[^"]+"|Write "[^"]+" instead of "[^"]+"|Where it fits, write "[^"]+")\.$/
				);
		})
	);
});

describe('a lesson from a text that was written anew', () => {
	const long = (words: string, count: number) => Array.from({ length: count }, () => words).join(' ');

	it.each([
		['shorter', long('We would be so very glad to hear.', 20), long('Please answer.', 20), 'short'],
		['longer', long('Please answer.', 20), long('We would be so very glad to hear.', 20), 'more']
	])('%s', (_how, before, after, says) => {
		expect(edited(before, after)).toMatch(
			says === 'short'
				? 'Keep drafts short: about 40 words, not 160.'
				: 'Say more in drafts: about 160 words, not 40.'
		);
	});

	it('greeted and signed off in another way', () => {
		const body = (words: string, ends: string) => `${words},\n\n${ends}`;
		const [was, is] = [
			'One two three four five six seven eight nine ten.',
			'We met only a few of them at all there.'
		];
		expect(edited(body('Hi Priya', was), body('Dear Ms Shah', is))).toBe(
			'Begin with "Dear" instead of "Hi".'
		);
		expect(
			edited(`Hi Priya,\n\n${was}\n\nBest wishes,\nDana`, `Hi Priya,\n\n${is}\n\nKind regards,\nDana`)
		).toBe('End with "Kind regards" instead of "Best wishes".');
	});
});
