import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Answer } from './http.ts';

const require = createRequire(import.meta.url);

/** The letters of the house, for the pages of every vendor. */
export function fontAnswer(): Answer {
	const file = require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
	const headers = { 'content-type': 'font/woff2', 'cache-control': 'max-age=86400' };
	return { status: 200, headers, body: readFileSync(file) };
}
