import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pastedTexts, theirs } from '../../tests/support/pasted-texts.ts';
import { addressesIn } from './email-addresses.ts';
import { ownWords } from './own-words.ts';

const named = (text: string) => addressesIn(ownWords(text));

it('there are as many pasted texts as were tried', () => {
	expect(pastedTexts.length).toBeGreaterThanOrEqual(85);
	expect(pastedTexts.every(([, text]) => text.includes(theirs))).toBe(true);
});

describe('an address in a pasted text is not named', () => {
	const asked = [
		'',
		'Please answer this.\n\n',
		'Bitte beantworten.\n',
		'reply to this\n',
		'Please answer: ',
		'Write to priya@harbour.example about this.\n\n',
		'Answer this\u2028',
		'\n\n  '
	];
	it.each(pastedTexts)('%s', (_name, text) => {
		for (const before of asked) expect(named(before + text), before).not.toContain(theirs);
	});

	it('whatever stands before, between and after them', () => {
		const texts = fc.array(fc.constantFrom(...pastedTexts.map(([, text]) => text)), {
			minLength: 1,
			maxLength: 3
		});
		const before = fc.constantFrom(...asked);
		const between = fc.constantFrom('\n', '\n\n', '\n---\n', '\r\n', '\n\nOur own words again.\n');
		fc.assert(
			fc.property(before, texts, between, (start, pasted, seam) => {
				expect(named(start + pasted.join(seam))).not.toContain(theirs);
			}),
			{ numRuns: 1_000 }
		);
	});
});

describe('what a person types is theirs', () => {
	it.each([
		['plainly', 'Write to priya@harbour.example, please.'],
		['with other capitals', 'Write to Priya@Harbour.Example.'],
		['with a name', 'Write to Priya Shah <priya@harbour.example> about the chairs'],
		['in brackets', 'Write to Priya Shah (priya@harbour.example) and ask for the measurements'],
		['in bold', 'Mail **priya@harbour.example** today'],
		['in a hurry', 'reply to priya@harbour.example, say sorry, van broke down'],
		['after a name', 'Nora, please write to priya@harbour.example and copy nobody.'],
		['with amounts', 'Offer priya@harbour.example 40 chairs for €6,480.00 (10% off) by Friday.'],
		['before a quotation', 'Write to priya@harbour.example and tell her “it is on its way”.'],
		['in German', 'Schreibe an priya@harbour.example, dass die Stühle fertig sind.'],
		['in French', 'Écris à priya@harbour.example que les chaises sont prêtes.'],
		['in Russian', 'Напиши на priya@harbour.example, что стулья готовы.'],
		['in Japanese', 'priya@harbour.example に見積もりを送ってください。'],
		['above a pasted mail', `Answer priya@harbour.example kindly.\n\nFrom: Bob <${theirs}>\n\nHello`]
	])('%s', (_how, text) => {
		expect(named(text)).toEqual(['priya@harbour.example']);
	});

	it('two people, and a link', () => {
		expect(named('Write to a@harbour.example and b@lark.example.')).toEqual([
			'a@harbour.example',
			'b@lark.example'
		]);
		expect(
			ownWords('Add them to https://docs.google.com/spreadsheets/d/1AbC_-x/edit?usp=sharing#gid=0')
		).toContain('1AbC_-x');
	});
});
