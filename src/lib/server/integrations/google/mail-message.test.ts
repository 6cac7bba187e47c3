import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { AddressObject, ParsedMail } from 'mailparser';
import { expect, test } from 'vitest';
import type { DraftMail } from '#server/ports/google.ts';
import { mailMessage } from './mail-message.ts';
import { aDraft } from '../../../../../tests/peers/google-peer.ts';

function parse(mail: DraftMail): Promise<ParsedMail> {
	return simpleParser(Buffer.from(mailMessage(mail), 'latin1'), { skipTextToHtml: true });
}

function people(field: ParsedMail['to']): { name: string; address?: string }[] {
	return [field ?? []]
		.flat()
		.flatMap((one: AddressObject) => one.value.map(({ name, address }) => ({ name, address })));
}

/** The names of the headers, in their order, as any reader of the raw text would find them. */
function headerNames(message: string): string[] {
	const head = message.slice(0, message.indexOf('\r\n\r\n'));
	const unfolded = head.replaceAll(/\r\n[ \t]/g, ' ');
	return unfolded.split('\r\n').map((line) => line.slice(0, line.indexOf(':')));
}

const usualHeaders = [
	'Message-ID',
	'To',
	'Subject',
	'MIME-Version',
	'Content-Type',
	'Content-Transfer-Encoding'
];

/** What people and models may write, line breaks, control characters and half characters among it. */
const words = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 200 }),
	fc.string({ unit: 'grapheme', maxLength: 200 }),
	fc.string({
		unit: fc.constantFrom(
			'a',
			' ',
			'\r',
			'\n',
			'\0',
			':',
			'=?',
			'?=',
			'é',
			'🪑',
			'\u2028',
			'"',
			'<',
			',',
			'\\'
		)
	})
);

test('a mail reads as it was written', async () => {
	const mail = await parse({
		...aDraft,
		to: ['Priya Shah <priya@harbour.example>', 'bare@harbour.example', '"Shah, Priya" <p.s@harbour.example>'],
		cc: ['Zoë Müller <zoe@bücher.example>'],
		bcc: ['archive@harbour.example'],
		subject: 'Ihre Bestellung: vier Stühle aus Nussbaum, geliefert am 23. November 🪑',
		body: 'Grüße,\r\nund danke.\n\n.\nFrom here on',
		inReplyTo: '<their-mail@harbour.example>'
	});
	expect(people(mail.to)).toEqual([
		{ name: 'Priya Shah', address: 'priya@harbour.example' },
		{ name: '', address: 'bare@harbour.example' },
		{ name: 'Shah, Priya', address: 'p.s@harbour.example' }
	]);
	expect(people(mail.cc)).toMatchObject([
		{ name: 'Zoë Müller', address: expect.stringMatching(/^zoe@/) as string }
	]);
	expect(people(mail.bcc)).toMatchObject([{ address: 'archive@harbour.example' }]);
	expect(mail).toMatchObject({
		messageId: aDraft.messageId,
		subject: 'Ihre Bestellung: vier Stühle aus Nussbaum, geliefert am 23. November 🪑',
		inReplyTo: '<their-mail@harbour.example>',
		references: '<their-mail@harbour.example>'
	});
	expect(mail.text).toBe('Grüße,\nund danke.\n\n.\nFrom here on');
});

test('a plain mail is plain on the wire', () => {
	expect(mailMessage(aDraft)).toBe(
		[
			'Message-ID: <action-1@agentforce.example>',
			'To: Priya Shah <priya@harbour.example>',
			'Subject: Your order',
			'MIME-Version: 1.0',
			'Content-Type: text/plain; charset=utf-8',
			'Content-Transfer-Encoding: base64',
			'',
			Buffer.from('Hello Priya,\r\nit is on its way.').toString('base64'),
			''
		].join('\r\n')
	);
});

test('whatever the subject and the body are, they arrive, and nothing else does', async () => {
	await fc.assert(
		fc.asyncProperty(words, words, async (subject, body) => {
			const mail = { ...aDraft, subject, body };
			const message = mailMessage(mail);
			expect(message).toMatch(/^[\x20-\x7e\r\n]*$/);
			expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
			expect(message.split('\r\n').every((line) => line.length <= 78)).toBe(true);
			const parsed = await parse(mail);
			const shown = subject
				.toWellFormed()
				.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
				.trim();
			expect(parsed.subject ?? '').toBe(shown);
			expect(headerNames(message)).toEqual(usualHeaders.filter((name) => name !== 'Subject' || shown !== ''));
			const written = body.toWellFormed().replaceAll('\0', '').replaceAll(/\r\n?/g, '\n');
			expect(parsed.text?.trimEnd() ?? '').toBe(written.trimEnd());
		}),
		{ numRuns: 300 }
	);
});

test('a name is a name, whatever is in it, and never another recipient', async () => {
	await fc.assert(
		fc.asyncProperty(words, async (name) => {
			fc.pre(!/[<>]/.test(name));
			const mail = { ...aDraft, to: [`${name} <priya@harbour.example>`], cc: ['other@harbour.example'] };
			const parsed = await parse(mail);
			expect(people(parsed.to).map(({ address }) => address)).toEqual(['priya@harbour.example']);
			expect(people(parsed.cc).map(({ address }) => address)).toEqual(['other@harbour.example']);
			expect(parsed.bcc).toBeUndefined();
		}),
		{ numRuns: 300 }
	);
});

test('an entry is exactly one address or the mail is refused', () => {
	const entries = fc.oneof(
		words,
		words.map((text) => `a@harbour.example${text}`),
		words.map((text) => `<${text}@b.example>`)
	);
	fc.assert(
		fc.property(entries, (entry) => {
			let message: string;
			try {
				message = mailMessage({ ...aDraft, to: [entry] });
			} catch (error) {
				expect(error).toMatchObject({ name: 'VendorError', code: 'refused', effect: 'none' });
				return;
			}
			expect(headerNames(message)).toEqual(usualHeaders);
			const to = /\r\nTo: ([^]*?)\r\nSubject/.exec(message)?.[1] ?? '';
			expect(to.match(/@/g)).toHaveLength(1);
		}),
		{ numRuns: 1_000 }
	);
});

test.each([
	'',
	'priya',
	'@harbour.example',
	'priya@',
	'priya shah@harbour.example',
	'a@b.example, c@d.example',
	'a@b.example\r\nBcc: c@d.example',
	'Priya <a@b.example> <c@d.example>',
	'Priya <a@b.example',
	'"a@b.example" <>',
	'priya@-harbour.example',
	'priya@harbour..example',
	'priya@[127.0.0.1]',
	`${'a'.repeat(65)}@harbour.example`
])('"%s" is no recipient', (entry) => {
	for (const field of ['to', 'cc', 'bcc']) {
		expect(() => mailMessage({ ...aDraft, [field]: [entry] })).toThrow(
			'One of the recipients is not an e-mail address.'
		);
	}
});

test('dots where none may stand go out in quotes, and what Gmail cannot take is said as it is', () => {
	const to = ['a..b.@docomo.example', '"priya@harbour.example" <priya@harbour.example>'];
	expect(mailMessage({ ...aDraft, to })).toContain('To: "a..b."@docomo.example,');
	expect(() => mailMessage({ ...aDraft, to: ['josé@harbour.example'] })).toThrow('Gmail cannot write to');
});

test.each([
	'',
	'no brackets@x',
	'<two@at@x>',
	'<a@b>\r\nBcc: c@d.example',
	'<a b@c>',
	'<ä@b.example>',
	`<${'a'.repeat(900)}@b>`
])('"%s" is no message id', (id) => {
	expect(() => mailMessage({ ...aDraft, messageId: id })).toThrow('message id');
	expect(() => mailMessage({ ...aDraft, inReplyTo: id })).toThrow('message id');
});
