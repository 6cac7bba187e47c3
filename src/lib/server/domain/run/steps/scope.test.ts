import { expect, test } from 'vitest';
import { filled, valueAt } from './scope.ts';

const scope = { row: { email: 'ann@one.example', sum: 12 }, lines: [{ line: 'x' }] };

test('a value is found by its path, and nothing that objects inherit', () => {
	expect(valueAt(scope, 'row.email')).toBe('ann@one.example');
	expect(valueAt(scope, 'lines.0.line')).toBe('x');
	expect(valueAt(scope, 'row.constructor')).toBeUndefined();
	expect(valueAt(scope, '__proto__.x')).toBeUndefined();
});

test('texts of a payload are filled once, and what a value brings is not looked through again', () => {
	const evil = { row: { email: '{{lines}}' }, lines: 'secret' };
	expect(filled({ to: ['{{row.email}}'], n: 1 }, evil)).toEqual({ to: ['{{lines}}'], n: 1 });
	expect(filled('{{ row.sum }} and {{nothing}} and {{open', scope)).toBe('12 and  and {{open');
});

test('a text of many braces is filled in linear time', () => {
	const time = (length: number) => {
		const text = '{{'.repeat(length);
		const before = performance.now();
		filled(text, scope);
		return performance.now() - before;
	};
	time(10_000);
	expect(time(200_000)).toBeLessThan(500);
});
