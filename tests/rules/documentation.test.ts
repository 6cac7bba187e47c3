import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';

const pages = globSync('{README.md,docs/**/*.md}');

/** Links and pictures, written as Markdown or as HTML; code is taken out first. */
function linksOf(markdown: string): string[] {
	const prose = markdown.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
	const found = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:href|src|srcset)="([^"\s]+)"/g);
	return [...found].map((match) => match[1] ?? match[2] ?? '');
}

/** The anchor that GitHub makes of a heading. */
function anchorsOf(file: string): string[] {
	const headings = readFileSync(file, 'utf8').matchAll(/^#{1,6} +(.+)$/gm);
	return [...headings].map(([, text = '']) =>
		text
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-')
	);
}

function isDead(page: string, link: string): boolean {
	if (/^(https?|mailto):/.test(link)) return false;
	const [path = '', anchor] = decodeURI(link).split('#');
	const file = path === '' ? page : resolve(dirname(page), path);
	if (!existsSync(file)) return true;
	return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor);
}

test('a dead link is noticed, a living one is not', () => {
	const text = '[a](gone.md) ![b](package.json) <img src="gone.png"> `[c](code.md)` [d](https://example.com)';
	expect(linksOf(text).filter((link) => isDead('package.json', link))).toEqual(['gone.md', 'gone.png']);
});

test('every relative link in the README and the docs leads somewhere', () => {
	const dead = pages.flatMap((page) =>
		linksOf(readFileSync(page, 'utf8'))
			.filter((link) => isDead(page, link))
			.map((link) => `${page}: ${link}`)
	);
	expect(dead).toEqual([]);
});

const written = existsSync('README.md') && existsSync('src/lib/server/config.ts');

test.runIf(written)('every environment variable of the configuration is in the README', () => {
	const files = globSync('src/lib/server/{config,*-settings}.ts');
	const config = files.map((file) => readFileSync(file, 'utf8')).join('\n');
	const variables = [...config.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
	expect(variables).toContain('DATABASE_URL');
	const readme = readFileSync('README.md', 'utf8');
	expect(variables.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});
