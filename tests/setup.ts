import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { MockInstance } from 'vitest';

let errors: MockInstance<typeof console.error>;

/** What was printed as an error so far; reading it says that it was expected. */
export function takeConsoleErrors(): unknown[][] {
	const taken = [...errors.mock.calls];
	errors.mockClear();
	return taken;
}

beforeEach(() => {
	errors = vi.spyOn(console, 'error');
});

afterEach(() => {
	const unexpected = takeConsoleErrors();
	errors.mockRestore();
	expect(unexpected, 'Something printed an error that the test did not expect.').toEqual([]);
});
