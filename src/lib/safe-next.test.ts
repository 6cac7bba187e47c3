import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each(['/tasks', '/tasks?status=failed&q=40%20chairs', '/agents/42#memory', '/settings#plan'])(
	'goes on to %s',
	(next) => {
		expect(safeNext(next)).toBe(next);
	}
);

test.each([
	null,
	'',
	'tasks',
	'//evil.example',
	'///evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'/tasks\\..\\x',
	'https://evil.example',
	'https:evil.example',
	'javascript:alert(1)',
	'/\t/evil.example',
	'/\n/evil.example',
	'/..//evil.example',
	'/.//evil.example',
	'/sign-in?next=/sign-in',
	'/sign-out',
	'/api/openapi.json'
])('refuses %j', (next) => {
	expect(safeNext(next)).toBe('/dashboard');
});

test('takes the fallback it is given', () => {
	expect(safeNext(null, '/onboarding')).toBe('/onboarding');
});
