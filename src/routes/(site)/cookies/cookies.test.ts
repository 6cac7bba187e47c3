import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cookies } from './cookies.ts';

const files = globSync('src/**/*.{ts,svelte}').filter((file) => !file.endsWith('.test.ts'));
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const sourceOf = (file: string) => sources.get(file) ?? '';

test('cookies are set in two places only, which the page knows all of', () => {
	const sets = (text: string) => /cookies\.set\(|document\.cookie\s*=|['"]set-cookie['"]/i.test(text);
	const places = [...sources].filter(([, text]) => sets(text)).map(([file]) => file);
	expect(places.sort()).toEqual(['src/lib/server/cookies.ts', 'src/lib/theme.ts']);
});

test('the page names exactly the cookies that the code sets, and how long each lasts', () => {
	const server = sourceOf('src/lib/server/cookies.ts');
	const names = [
		/const name = '(\w+)'/.exec(server)?.[1],
		/const device = \{ name: '(\w+)'/.exec(server)?.[1],
		/const themeCookie = '(\w+)'/.exec(sourceOf('src/lib/theme.ts'))?.[1]
	];
	expect(server.match(/cookies\.set\(/g)).toHaveLength(2);
	expect(cookies.map(({ name }) => name)).toEqual(names);
	const lasts = Object.fromEntries(cookies.map(({ name, lasts }) => [name, lasts]));
	expect(server).toContain('maxAge: 400 * 24 * 60 * 60');
	expect(lasts['device']).toBe('400 days');
	expect(sourceOf('src/lib/theme.ts')).toContain('365 * 24 * 60 * 60');
	expect(lasts['theme']).toBe('One year');
	expect(sourceOf('src/lib/server/auth/lucia.ts')).toContain("new TimeSpan(30, 'd')");
	expect(lasts['session']).toContain('30 days');
});
