import { describe, expect, test } from 'vitest';
import type { ActionFailpointName } from '#server/ports.ts';
import { onFloor } from './case.ts';
import { Outbox } from './outbox.ts';
import { sure } from './sure.ts';

/** Faults 1 and 23 for actions: a worker is killed at every place of carrying one out. */

const once = /^effect applied$/;
const lookedAndDone = /^effect unknown(, look (not_found|unknown))+, effect applied$/;
const found = /^effect unknown(, look (not_found|unknown))*, look found$/;

/** What is written of the one that was there when its worker died; the other one may have been anywhere. */
const places: Record<ActionFailpointName, RegExp> = {
	'action-claimed': once,
	'action-prepared': once,
	// Nobody can know that the request had not left, until Google has had its time to show it.
	'action-intent': lookedAndDone,
	'action-answered': found,
	'action-settled': once,
	'action-looked': found
};

describe.concurrent.each(Object.entries(places))('SIGKILL at %s', (place, expected) => {
	test(
		'a draft and a row are there once each',
		() =>
			onFloor({ google: true, timeScale: 0.1 }, async (floor) => {
				const victim = floor.supervised({}, place);
				const outbox = await Outbox.open(floor);
				const word = place === 'action-looked' ? 'sandbox:reset-after' : 'Plain';
				const proposed = await outbox.propose(outbox.draft(word), outbox.row(word));
				const [draft, row] = [sure(proposed[0]), sure(proposed[1])];
				for (const action of proposed) await outbox.approve(action);
				await floor.until('the worker is killed', async () => victim.wasKilled);
				await floor.settled();
				expect(await outbox.status(draft)).toBe('succeeded');
				expect(await outbox.status(row)).toBe('succeeded');
				expect([outbox.effects(draft), outbox.effects(row)]).toEqual([1, 1]);
				const stories = [await outbox.story(draft), await outbox.story(row)];
				for (const story of stories)
					expect(
						[once, lookedAndDone, found].some((one) => one.test(story)),
						story
					).toBe(true);
				expect(
					stories.some((story) => expected.test(story)),
					stories.join('; ')
				).toBe(true);
				expect(await floor.status(draft.taskId)).toBe('completed');
			}),
		180_000
	);
});
