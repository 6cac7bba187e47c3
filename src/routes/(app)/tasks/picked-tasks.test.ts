import { expect, test } from 'vitest';
import { bulkSentence } from './picked-tasks.svelte.ts';

test.each([
	[bulkSentence('cancel', 3, []), 'Three tasks cancelled.'],
	[bulkSentence('retry', 1, []), 'One task is tried again.'],
	[
		bulkSentence('cancel', 0, ['It has ended already.', 'Another.']),
		'No tasks cancelled. Two not: It has ended already.'
	]
])('%s', (said, words) => {
	expect(said).toBe(words);
});
