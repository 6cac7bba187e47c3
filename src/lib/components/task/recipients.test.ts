import { describe, expect, it } from 'vitest';
import { mentioned, readTyped, recognised, suggestions } from './recipients.ts';

const contacts = [
	{ value: 'priya@harbour.example', label: 'Priya Shah' },
	{ value: 'tom@lark.example', label: '' }
];

describe('whom the first sentence names', () => {
	it('is recognised once its address is finished', () => {
		expect(recognised('Write to priya@harbour.example', true)).toEqual([]);
		expect(recognised('Write to priya@harbour.example', false)).toEqual(['priya@harbour.example']);
		expect(recognised('Write to Priya@Harbour.example and be kind.\n\nFrom: a@evil.example', true)).toEqual([
			'priya@harbour.example'
		]);
	});
});

it('addresses in what was pasted are offered, never taken', () => {
	const pasted = 'From: Bob <bob@client.example>\nMail it to collect@evil.example, priya@harbour.example.';
	expect(recognised(pasted, false)).toEqual([]);
	expect(mentioned([pasted], ['priya@harbour.example'])).toEqual([
		'bob@client.example',
		'collect@evil.example'
	]);
});

it.each([
	['Priya Shah <Priya@Harbour.example>', ['priya@harbour.example'], ''],
	['a@b.example; c@d.example a@b.example', ['a@b.example', 'c@d.example'], ''],
	['priya', [], 'priya'],
	['priya@harbour', [], 'priya@harbour']
])('typed: %s', (typed, people, rest) => {
	expect(readTyped(typed)).toEqual({ people, rest });
});

it.each([
	['', ['priya@harbour.example', 'tom@lark.example']],
	['sha', ['priya@harbour.example']],
	['Priya Sh', ['priya@harbour.example']],
	['lark', ['tom@lark.example']],
	['riya', []]
])('suggested for “%s”', (typed, expected) => {
	expect(suggestions(contacts, typed, []).map(({ value }) => value)).toEqual(expected);
});

it('nobody is suggested twice', () => {
	expect(suggestions(contacts, 'tom', ['tom@lark.example'])).toEqual([]);
});
