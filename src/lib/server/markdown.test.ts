import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';

const attribute: Record<string, RegExp> = {
	href: /^(https?:\/\/|mailto:)/,
	title: /^/,
	rel: /^noopener noreferrer nofollow$/,
	target: /^_blank$/,
	start: /^\d+$/,
	align: /^(left|center|right)$/,
	tabindex: /^0$/,
	class: /^table-scroll$/,
	role: /^group$/,
	'aria-label': /^Table$/
};
const tags = new Set(
	'p br hr strong em del code pre blockquote a span h3 h4 h5 h6 ul ol li div table thead tbody tr th td'.split(
		' '
	)
);

/** Reads the whole output by a grammar that knows only what is allowed, and fails on anything else. */
function readStrictly(html: string): void {
	const open: string[] = [];
	const rest = html.replace(/[^<>]+|<\/?[a-z][a-z0-9]*(?: [a-z-]+="[^"<>]*")*(?: \/)?>/g, (part) => {
		if (!part.startsWith('<')) return '';
		const [, closing, name = '', attributes = ''] = /^<(\/?)([a-z0-9]+)(.*?)(?: \/)?>$/s.exec(part) ?? [];
		expect(tags, html).toContain(name);
		for (const [, key = '', value = ''] of attributes.matchAll(/([a-z-]+)="([^"]*)"/g)) {
			expect(attribute, html).toHaveProperty(key);
			expect(value, html).toMatch(attribute[key] ?? /$^/);
		}
		if (closing) expect(open.pop(), html).toBe(name);
		else if (name !== 'br' && name !== 'hr') open.push(name);
		return '';
	});
	expect(rest).toBe('');
	expect(open, html).toEqual([]);
}

const attacks = [
	'<script>alert(1)</script>',
	'<ScRiPt src=//evil.example/x.js></sCrIpT>',
	'<scr<script>ipt>alert(1)</scr</script>ipt>',
	'<img src=x onerror=alert(1)>',
	'<svg/onload=alert(1)>',
	'<svg><script>alert(1)</script></svg>',
	'<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
	'<iframe srcdoc="<script>alert(1)</script>"></iframe>',
	'<form action="https://evil.example"><input name=a><button>Go</button></form>',
	'<style>body{display:none}</style>',
	'<div style="position:fixed;inset:0" onclick="alert(1)">x</div>',
	'<a href="javascript:alert(1)">x</a>',
	'[x](javascript:alert(1))',
	'[x](JaVaScRiPt:alert(1))',
	'[x](&#106;avascript:alert(1))',
	'[x](java\u0000script:alert(1))',
	'[x]( javascript:alert(1))',
	'[x](<java\nscript:alert(1)>)',
	'[x](data:text/html;base64,PHNjcmlwdD4=)',
	'[x](vbscript:msgbox(1))',
	'[x](file:///etc/passwd)',
	'[x](//evil.example)',
	'[x](/settings)',
	'[x](https://a.example "onmouseover=alert(1) \\"x")',
	'[x](https://a.example/"onmouseover="alert(1))',
	'![x](https://a.example/pixel.png)',
	'![" onerror="alert(1)](https://a.example/x.png)',
	'![x](javascript:alert(1))',
	'[![alt](https://a.example/i.png)](https://b.example)',
	'<javascript:alert(1)>',
	'<https://a.example/"onload="x>',
	'```"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```',
	'`</code><script>alert(1)</script>`',
	'| a |\n|---|\n| <img src=x onerror=alert(1)> |',
	'<!-- --!><img src=x onerror=alert(1)> -->',
	'<![CDATA[<script>alert(1)</script>]]>',
	'<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
	'<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example">',
	'# <script>alert(1)</script>',
	'[a]: javascript:alert(1)\n\n[a]',
	'&lt;script&gt;alert(1)&lt;/script&gt;'
];

describe('safety', () => {
	it.each(attacks)('%s', (attack) => {
		readStrictly(renderMarkdown(attack));
		readStrictly(renderMarkdown(`> - ${attack} **b** ${attack}\n\n${attack}`));
	});

	it('holds for any mixture of markup', () => {
		const pieces = fc.constantFrom(
			...attacks,
			...'< > " \' & [ ] ( ) ! ` * _ ~ # | : - \\ \n \t = / onload= javascript: <a <img style= \u0000 \u202E'.split(
				' '
			),
			'\n\n',
			'    ',
			'word',
			'https://a.example'
		);
		const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
		fc.assert(
			fc.property(texts, (text) => readStrictly(renderMarkdown(text))),
			{ numRuns: 400 }
		);
	});

	it('hides nothing from the person who approves: comments and tags are shown as written', () => {
		expect(renderMarkdown('Pay <!-- 9,000 --> now')).toContain('&lt;!-- 9,000 --&gt;');
		expect(renderMarkdown('<div hidden>secret</div>')).toContain('&lt;div hidden&gt;secret');
	});

	it('writes out hidden and bidirectional characters, in words, links and code', () => {
		expect(renderMarkdown('pay\u202Egpj.exe')).toBe('<p>pay[U+202E]gpj.exe</p>\n');
		expect(renderMarkdown('a\u200Bb\u00ADc\uFEFF')).toBe('<p>a[U+200B]b[U+00AD]c[U+FEFF]</p>\n');
		expect(renderMarkdown('`x\u2066y`')).toContain('<code>x[U+2066]y</code>');
		expect(renderMarkdown('hi\u{E0068}\u{E0069}')).toContain('hi[U+E0068][U+E0069]');
		expect(renderMarkdown('&#x202E;a')).toContain('[U+202E]a');
		expect(renderMarkdown('a\u200Db e\u034F')).toContain('a[U+200D]b e[U+034F]');
	});

	it('keeps what scripts and emoji need', () => {
		for (const text of ['👩‍👩‍👧 ❤️ 1️⃣', 'می‌خواهم', 'क्‍ष', 'Grüße\u00A0aus Köln']) {
			expect(renderMarkdown(text)).toBe(`<p>${text}</p>\n`);
		}
	});
});

describe('formatting', () => {
	it('moves headings below those of the page', () => {
		expect(renderMarkdown('# One\n\n## Two\n\n##### Five')).toBe(
			'<h3>One</h3>\n<h4>Two</h4>\n<h5>Five</h5>\n'
		);
	});

	it('skips no level, wherever the text begins', () => {
		const text = '## One\n\n#### Two\n\n# Three\n\n> ### Four\n\n## Five';
		expect(renderMarkdown(text).match(/<h\d>\w+/g)).toEqual([
			'<h3>One',
			'<h4>Two',
			'<h3>Three',
			'<h4>Four',
			'<h4>Five'
		]);
		const deep = [1, 2, 3, 4, 5, 6].map((depth) => `${'#'.repeat(depth)} ${depth}`).join('\n\n');
		expect(renderMarkdown(deep).match(/<h\d/g)).toEqual(['<h3', '<h4', '<h5', '<h6', '<h6', '<h6']);
	});

	it('opens links elsewhere, without telling where they came from', () => {
		expect(renderMarkdown('[our site](https://northwind.example/a?b=1&c=2)')).toBe(
			'<p><a href="https://northwind.example/a?b=1&amp;c=2" title="https://northwind.example/a?b=1&amp;c=2"' +
				' rel="noopener noreferrer nofollow" target="_blank">our site</a></p>\n'
		);
		expect(renderMarkdown('dana@northwind.example')).toContain('href="mailto:dana@northwind.example"');
	});

	it('keeps the words of a link that leads nowhere allowed', () => {
		expect(renderMarkdown('[settings](/settings)')).toBe('<p><span>settings</span></p>\n');
	});

	it('turns an image into a link, so that nothing is fetched', () => {
		const html = renderMarkdown('![Our logo](https://a.example/logo.png)');
		expect(html).toContain('href="https://a.example/logo.png"');
		expect(html).toContain('>Our logo</a>');
		expect(html).not.toContain('<img');
	});

	it('puts a table into a scroll container that the keyboard reaches', () => {
		const html = renderMarkdown('| Item | Sum |\n|---|--:|\n| **Rent**<br>May | 900 |');
		expect(html).toMatch(/^<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>/);
		expect(html).toContain('<th align="right">Sum</th>');
		expect(html).toContain('<strong>Rent</strong><br />May');
		expect(html).toMatch(/<\/table>\s*<\/div>\n$/);
	});

	it('keeps line breaks, lists, tasks, quotes and code', () => {
		const html = renderMarkdown(
			'Best,\nDana\n\n3. c\n4. d\n\n- [x] done\n- [ ] open\n\n> q\n\n```js\n1 < 2\n```'
		);
		expect(html).toContain('Best,<br />Dana');
		expect(html).toContain('<ol start="3">');
		expect(html).toContain('☑ done');
		expect(html).toContain('☐ open');
		expect(html).toContain('<blockquote>');
		expect(html).toContain('<pre tabindex="0"><code>1 &lt; 2\n</code></pre>');
	});
});

describe('effort', () => {
	const length = 200_000;
	const nasty: [string, string][] = (
		[
			['quotes', '>'],
			['spaced quotes', '> '],
			['ordered lists in one line', '1. '],
			['bullets in one line', '- '],
			['open emphasis', '**a *a'],
			['flanking stars', 'a**'],
			['underscores', '_a __a '],
			['open brackets', '['],
			['open images', '!['],
			['open links', '[a]('],
			['open tags', '<a '],
			['addresses', 'http://a.b/('],
			['backticks', '`a'],
			['tildes', '~~a ~'],
			['entities', '&'],
			['cells', '|a'],
			['comments', '<!--'],
			['bare angle brackets', '<']
		] as [string, string][]
	).map(([name, piece]) => [name, piece.repeat(length / piece.length)]);
	const paragraphs = `${'**a *a'.repeat(1_000)}\n\n`.repeat(33);
	const steps = Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n');

	it.each([...nasty, ['long paragraphs', paragraphs], ['a staircase of lists', steps]])(
		'%s',
		(_name, text) => {
			// Its own effort, in microseconds: what else the machine does is not in it.
			const before = process.threadCpuUsage();
			const html = renderMarkdown(text);
			expect(process.threadCpuUsage(before).user).toBeLessThan(8_000_000);
			expect(html.length).toBeGreaterThan(0);
			expect(html.length).toBeLessThan(20 * length);
		}
	);

	it('shows text that is nested too deeply as it is', () => {
		expect(renderMarkdown(`${'> '.repeat(40)}<b>`)).toBe(
			`<pre tabindex="0">${'&gt; '.repeat(40)}&lt;b&gt;</pre>`
		);
		expect(renderMarkdown(`${'> '.repeat(10)}fine`)).toContain('<blockquote>');
		expect(renderMarkdown('a'.repeat(200_001))).toMatch(/^<pre tabindex="0">a+<\/pre>$/);
	});
});
