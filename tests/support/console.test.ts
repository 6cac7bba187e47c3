import { expect, test } from 'vitest';
import { takeConsoleErrors } from './console.ts';

test('a printed error is noticed, and taking it says that it was expected', () => {
	console.error('the kettle is on fire');
	expect(takeConsoleErrors()).toEqual([['the kettle is on fire']]);
	expect(takeConsoleErrors()).toEqual([]);
});
