import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { documentBlocks } from '#server/document-blocks.ts';
import { createDocuments } from './documents.ts';

const documents = createDocuments();
const markdown = [
	'# Offer for Łukasz Żółć',
	'Dear Łukasz, **Grüße** from *Αθήνα* and Київ, Việt Nam, दिल्ली. See [terms](https://northwind.example/terms).  \nNext line.',
	'- one → two ≥ 3\n  - ☑ inner\n2. second',
	'> said',
	'| Item | Price |\n|---|---|\n| Chair “Öland” | €120 |\n| Table | £1,200 |',
	'```\nraw <b>\n```',
	'---'
].join('\n\n');

/** The one file of a zip by its name; what docx writes is small and whole. */
function unzipped(zip: Uint8Array, name: string): string {
	const bytes = Buffer.from(zip);
	const directory = bytes.indexOf(Buffer.from(name), bytes.indexOf('PK\u0001\u0002', 0, 'latin1')) - 46;
	const [packed, offset] = [bytes.readUInt32LE(directory + 20), bytes.readUInt32LE(directory + 42)];
	const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
	return inflateRawSync(bytes.subarray(from, from + packed)).toString();
}

test('a Word document has the text in every script, with headings, a table and links', async () => {
	const xml = unzipped(await documents.docx('Offer', documentBlocks(markdown)), 'word/document.xml');
	for (const words of [
		'Łukasz Żółć',
		'Grüße',
		'Αθήνα',
		'Việt Nam',
		'दिल्ली',
		'→ two ≥ 3',
		'Öland',
		'raw &lt;b&gt;'
	])
		expect(xml).toContain(words);
	expect(xml).toMatch(/Heading1.*<w:tbl>/s);
	expect(xml).toContain('<w:hyperlink');
});

test('a PDF has a font for each letter', async () => {
	const answer = await documents.pdf('Offer', documentBlocks(`${markdown}\n\n`.repeat(8)));
	const bytes = 'bytes' in answer ? Buffer.from(answer.bytes) : Buffer.alloc(0);
	expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
	const text = bytes.toString('latin1');
	expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
	expect(new Set(text.match(/\/BaseFont \/[\w+-]+/g)).size).toBeGreaterThan(6);
});

test('a PDF is not made with holes in it: the letters that no font has are told', async () => {
	expect(await documents.pdf('Hi', documentBlocks('你好, مرحبا'))).toEqual({
		missing: ['你', '好', 'م', 'ر', 'ح', 'ب', 'ا']
	});
});

test('a PDF of one word of 100,000 letters costs no more processor time than some times one of half of it', async () => {
	const costOf = async (letters: number) => {
		const begun = process.cpuUsage();
		expect(await documents.pdf('Long', documentBlocks('a'.repeat(letters)))).toHaveProperty('bytes');
		const { user, system } = process.cpuUsage(begun);
		return (user + system) / 1_000;
	};
	await costOf(1_000);
	expect(await costOf(100_000)).toBeLessThan(3 * (await costOf(50_000)) + 100);
});
