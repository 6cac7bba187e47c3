import { describe, expect, it } from 'vitest';
import { emailTemplate, type EmailContent } from './email-template.ts';

const plain: EmailContent = {
	preheader: 'Two drafts to look at',
	heading: 'Nora is waiting for you',
	paragraphs: ['Two drafts wait for your yes.', 'Nothing is sent\nbefore that.'],
	items: [
		{ title: 'Mail to Priya Shah', detail: 'Nora · 4 h left', href: 'https://app.test/inbox/1?a=1&b=2' },
		{ title: 'Row in Expenses', detail: 'Ben · 12 min', href: 'https://app.test/inbox/2' }
	],
	button: { label: 'Open the inbox', href: 'https://app.test/inbox' },
	footer: { text: 'Choose what we write to you', href: 'https://app.test/settings/mail' }
};

const evil = `"><img src=x onerror=alert(1)></a><script>alert(2)</script>'`;

function linksIn(html: string): string[] {
	return [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');
}

/** Everything between angle brackets, as a browser would take it for markup. */
function tagsIn(html: string): string[] {
	return [...html.matchAll(/<([a-z]+)[\s>]/gi)].map(([, name]) => (name ?? '').toLowerCase());
}

describe('a letter', () => {
	it('says the same in both forms', () => {
		const { html, text } = emailTemplate(plain);
		for (const words of ['Nora is waiting for you', 'Mail to Priya Shah', 'Ben · 12 min', 'Open the inbox'])
			for (const form of [html, text]) expect(form).toContain(words);
		expect(linksIn(html)).toEqual([
			'https://app.test/inbox/1?a=1&amp;b=2',
			'https://app.test/inbox/2',
			'https://app.test/inbox',
			'https://app.test/settings/mail'
		]);
		expect(html).toContain('Nothing is sent<br>before that.');
	});

	it('reads as a mail when it is only text', () => {
		expect(emailTemplate(plain).text).toBe(`Nora is waiting for you

Two drafts wait for your yes.

Nothing is sent
before that.

- Mail to Priya Shah
  Nora · 4 h left
  https://app.test/inbox/1?a=1&b=2

- Row in Expenses
  Ben · 12 min
  https://app.test/inbox/2

Open the inbox:
https://app.test/inbox

-- 
Choose what we write to you:
https://app.test/settings/mail
`);
	});

	it('can do without items and without a button', () => {
		const { html, text } = emailTemplate({ ...plain, items: [], button: null });
		expect(linksIn(html)).toEqual(['https://app.test/settings/mail']);
		expect(text).not.toContain('Open the inbox');
	});

	it('takes everything it is given for text', () => {
		const every = (words: string): EmailContent => ({
			preheader: words,
			heading: words,
			paragraphs: [words],
			items: [{ title: words, detail: words, href: `https://app.test/${words}` }],
			button: { label: words, href: `https://app.test/${words}` },
			footer: { text: words, href: `https://app.test/${words}` }
		});
		const { html } = emailTemplate(every(evil));
		expect(tagsIn(html)).toEqual(tagsIn(emailTemplate(every('harmless')).html));
		expect(html).not.toMatch(/href="[^"]*[<>']/);
	});

	it('fetches nothing and follows nobody', () => {
		const { html } = emailTemplate(plain);
		expect(html).not.toMatch(/<img|<link|src=|url\(|@import|@font-face/i);
	});

	it('writes out what is not seen, and gives a name one line', () => {
		const { html, text } = emailTemplate({
			...plain,
			heading: 'Invoice\u202Egpj.exe',
			items: [
				{ title: 'Mail\n\nOpen the inbox:\nhttps://evil.test', detail: 'Nora', href: 'https://app.test/1' }
			]
		});
		for (const form of [html, text]) {
			expect(form).toContain('Invoice[U+202E]gpj.exe');
			expect(form).not.toContain('\u202E');
		}
		expect(text).toContain('- Mail Open the inbox: https://evil.test\n');
	});

	it.each(['javascript:alert(1)', '/inbox', 'data:text/html,x', 'https://'])(
		'does not link to %s',
		(href) => {
			expect(() => emailTemplate({ ...plain, button: { label: 'Open', href } })).toThrow(TypeError);
			expect(() => emailTemplate({ ...plain, footer: { text: 'Why', href } })).toThrow(TypeError);
			expect(() => emailTemplate({ ...plain, items: [{ title: 'a', detail: 'b', href }] })).toThrow(
				TypeError
			);
		}
	);

	it('stays below the length at which Gmail cuts a mail off', () => {
		const items = Array.from({ length: 50 }, (_, index) => ({
			title: `Mail to somebody with a rather long name, number ${index}`,
			detail: 'Nora · waiting since this morning, expires tomorrow at nine',
			href: `https://agents.example.com/inbox/0190${String(index).padStart(4, '0')}-7000-7000-8000-000000000000`
		}));
		expect(emailTemplate({ ...plain, items }).html.length).toBeLessThan(102_000);
	});
});
