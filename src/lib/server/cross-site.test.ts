import { expect, test } from 'vitest';
import { isCrossSiteWrite } from './cross-site.ts';

const origin = 'https://agents.example.com';
const write = (headers: Record<string, string>, method = 'POST') =>
	isCrossSiteWrite(new Request(`${origin}/api/tasks`, { method, headers }), origin);

test.each([
	['of another site', { origin: 'https://evil.example' }],
	['of a sibling domain', { origin: 'https://shop.example.com' }],
	['of a domain below', { origin: 'https://x.agents.example.com' }],
	['of the same name by plain http', { origin: 'http://agents.example.com' }],
	['of another port', { origin: 'https://agents.example.com:8443' }],
	['of a sandboxed frame', { origin: 'null' }],
	['without a name', { origin: '' }],
	['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
	['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
	['that an address bar began', { 'sec-fetch-site': 'none' }],
	['of a form without an origin', { 'content-type': 'application/x-www-form-urlencoded' }],
	['of a form with files', { 'content-type': 'Multipart/Form-Data; boundary=x' }],
	['of a form of plain text', { 'content-type': 'text/plain;charset=UTF-8' }]
])('a write %s is refused', (_, headers) => {
	for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(write(headers, method)).toBe(true);
});

test.each([
	['of our own page', { origin, 'sec-fetch-site': 'same-origin' }],
	['of our own page whose browser says no more', { 'sec-fetch-site': 'same-origin' }],
	['of a program, in JSON', { 'content-type': 'application/json' }]
])('a write %s goes on', (_, headers) => {
	expect(write(headers)).toBe(false);
});

test('whoever only reads comes from anywhere', () => {
	expect(write({ origin: 'https://evil.example' }, 'GET')).toBe(false);
	expect(write({ 'sec-fetch-site': 'cross-site' }, 'HEAD')).toBe(false);
});
