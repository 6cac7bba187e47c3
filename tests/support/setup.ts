import { afterEach, beforeEach, expect } from 'vitest';
import { takeConsoleErrors, watchConsoleErrors } from './console.ts';

beforeEach(watchConsoleErrors);

afterEach(() => {
	expect(takeConsoleErrors(), 'An error was printed that the test did not expect.').toEqual([]);
});
