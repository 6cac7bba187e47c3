import { vi } from 'vitest';
import type { MockInstance } from 'vitest';

let errors: MockInstance<typeof console.error> | undefined;

export function watchConsoleErrors(): void {
	errors = vi.spyOn(console, 'error');
}

/** What was printed as an error so far. A test that expects one takes it, then asserts on it. */
export function takeConsoleErrors(): unknown[][] {
	const taken = [...(errors?.mock.calls ?? [])];
	errors?.mockClear();
	return taken;
}
