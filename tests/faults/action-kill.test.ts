import { describe, expect, test } from 'vitest';
import type { ActionFailpointName } from '#server/ports/failpoint.ts';
import { onCluster } from './case.ts';
import { ActionFixture } from '../support/action-fixture.ts';
import { defined } from '../support/defined.ts';

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
			onCluster({ google: true, timeScale: 0.1 }, async (cluster) => {
				const victim = cluster.supervised({}, place);
				const fixture = await ActionFixture.open(cluster);
				const word = place === 'action-looked' ? 'sandbox:reset-after' : 'Plain';
				const proposed = await fixture.propose(fixture.draft(word), fixture.row(word));
				const [draft, row] = [defined(proposed[0]), defined(proposed[1])];
				for (const action of proposed) await fixture.approve(action);
				await cluster.until('the worker is killed', async () => victim.wasKilled);
				await cluster.settled();
				expect(await fixture.status(draft)).toBe('succeeded');
				expect(await fixture.status(row)).toBe('succeeded');
				expect([fixture.effects(draft), fixture.effects(row)]).toEqual([1, 1]);
				const stories = [await fixture.story(draft), await fixture.story(row)];
				for (const story of stories)
					expect(
						[once, lookedAndDone, found].some((one) => one.test(story)),
						story
					).toBe(true);
				expect(
					stories.some((story) => expected.test(story)),
					stories.join('; ')
				).toBe(true);
				expect(await cluster.status(draft.taskId)).toBe('completed');
			}),
		180_000
	);
});
