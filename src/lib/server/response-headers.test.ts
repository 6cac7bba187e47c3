import { expect, test } from 'vitest';
import { harden, isOwn } from './response-headers.ts';

const json = () => Response.json({ tasks: [] });
const about = { requestId: 'a-request', https: true, own: true };

test('what belongs to somebody stays in no cache', () => {
	expect(harden(json(), about).headers.get('cache-control')).toBe('private, no-store');
	expect(harden(json(), { ...about, own: false }).headers.get('cache-control')).toBeNull();
	const stream = new Response('', {
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' }
	});
	expect(harden(stream, about).headers.get('cache-control')).toBe('no-cache, no-transform');
	expect([isOwn('/api/tasks', false), isOwn('/inbox', true), isOwn('/', false)]).toEqual([true, true, false]);
});

test('behind https browsers are told to stay there, and nowhere else', () => {
	expect(harden(json(), about).headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
	expect(harden(json(), { ...about, https: false }).headers.has('strict-transport-security')).toBe(false);
});

test('every answer is closed to other sites', () => {
	const { headers } = harden(json(), about);
	expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
	expect(headers.get('x-frame-options')).toBe('DENY');
	expect(headers.get('permissions-policy')).toContain('camera=()');
	expect(headers.get('x-request-id')).toBe('a-request');
});
