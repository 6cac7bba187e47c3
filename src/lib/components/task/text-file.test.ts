import { expect, it } from 'vitest';
import { emlText } from './eml-text.ts';
import { readTextFile } from './text-file.ts';

const file = (...parts: BlobPart[]) => new File(parts, 'mail.txt');

it.each([
	['UTF-8', file('Grüße, 40 Stühle'), 'Grüße, 40 Stühle'],
	['UTF-8 with a mark', file('\uFEFFHello'), 'Hello'],
	['UTF-16', file(new Uint8Array([0xff, 0xfe, 0x48, 0, 0x69, 0])), 'Hi'],
	['an old Windows file', file(new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65])), 'Grüße'],
	['a table', new File(['a,b\n1,2'], 'Prices.CSV'), 'a,b\n1,2'],
	['a mail', new File(['Subject: Hi\n\nText'], 'x.eml'), 'Subject: Hi\n\nText']
])('reads %s', async (_name, given, text) => {
	expect(await readTextFile(given)).toEqual({ text });
});

it.each([
	['what is no text', file(new Uint8Array([0x50, 0x4b, 0, 3])), 'holds no text'],
	['another kind of file', new File(['%PDF-1.7'], 'quote.pdf'), 'is not a text file. Please paste its text'],
	['a page', new File(['<p>Hi'], 'page.html'), 'is not a text file'],
	['a name without an end', new File(['Hi'], 'eml'), 'is not a text file'],
	['what is empty', file(' \n'), 'is empty'],
	['what is too large', file('x'.repeat(400_001)), 'too large'],
	['more than a task takes', file('x'.repeat(50_001)), '50,001 characters, and a task takes 50,000']
])('says why it cannot use %s', async (_name, given, why) => {
	expect(await readTextFile(given)).toEqual({ problem: expect.stringContaining(why) as string });
});

const multipart = [
	'From: =?utf-8?Q?Bj=C3=B6rn?= =?utf-8?B?IE9zZWk=?= <bjorn@osei.example>',
	'To: dana@northwind.example',
	'Received: from somewhere',
	'Subject: Our',
	' chairs',
	'MIME-Version: 1.0',
	'Content-Type: multipart/mixed; boundary="b1"',
	'',
	'No mail program shows this.',
	'--b1',
	'Content-Type: multipart/alternative;',
	'\tboundary=b2',
	'',
	'--b2',
	'Content-Type: text/html; charset=utf-8',
	'',
	'<p>As HTML</p>',
	'--b2',
	'Content-Type: text/plain; charset="iso-8859-1"',
	'Content-Transfer-Encoding: quoted-printable',
	'',
	'Gr=FC=DFe, =',
	'40 St=FChle',
	'--b2--',
	'--b1',
	'Content-Type: text/plain',
	'Content-Disposition: attachment; filename=a.txt',
	'',
	'What is attached',
	'--b1--'
].join('\r\n');

it('reads the text of a mail with parts, decoded, and names what is attached', () => {
	expect(emlText(multipart)).toBe(
		'From: Björn Osei <bjorn@osei.example>\nTo: dana@northwind.example\nSubject: Our chairs\n\nGrüße, 40 Stühle\n\nAttached, and not read: a.txt'
	);
});

it('reads every part that is text, a mail within the mail too, and drops none in silence', () => {
	const mail = [
		'Subject: Fwd: Chairs',
		'Content-Type: multipart/mixed; boundary=b',
		'',
		'--b',
		'',
		'See below.',
		'--b',
		'Content-Type: message/rfc822',
		'',
		'From: tom@lark.example',
		'Subject: Chairs',
		'',
		'Twelve, please.',
		'--b',
		"Content-Type: application/pdf; name*=UTF-8''Gr%C3%BC%C3%9Fe.pdf",
		'',
		'%PDF',
		'--b',
		'',
		'Sent from a list.',
		'--b--'
	].join('\n');
	expect(emlText(mail)).toBe(
		'Subject: Fwd: Chairs\n\nSee below.\n\nFrom: tom@lark.example\nSubject: Chairs\n\nTwelve, please.\n\nSent from a list.\n\nAttached, and not read: Grüße.pdf'
	);
});

it('reads HTML as text where there is nothing else, and base64', () => {
	const html = btoa('<style>p { color: red }</style><p>Tom &amp; Co</p>2');
	const mail = `Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n${html}`;
	expect(emlText(mail)).toBe('Tom & Co\n2');
});
