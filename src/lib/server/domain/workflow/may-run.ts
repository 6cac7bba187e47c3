import { noTasksLeft } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { Ground } from './due-rows.ts';

/** Why a run does not begin now: left out for good, or held until there is room. Null when it may. */
export type Hindrance = { outcome: 'skipped' | 'held'; reason: string } | null;

/** Only the agent's own work counts as running: drafts that wait for a person never stand in the way of the next. */
export function hindrance(ground: Ground, pauseReason: string | null): Hindrance {
	const skipped = (reason: string): Hindrance => ({ outcome: 'skipped', reason });
	const held = (reason: string): Hindrance => ({ outcome: 'held', reason });
	if (ground.agentStatus === 'archived') return skipped(`${ground.agentName} has been archived.`);
	if (ground.agentStatus === 'paused') return skipped(`${ground.agentName} was paused.`);
	if (ground.allPaused) return skipped('All agents were paused.');
	if (ground.waiting > ground.waitingBound)
		return skipped(pauseReason ?? 'Too many of its drafts wait for review.');
	// The run before may wait for the same, and is not being worked on then.
	if (ground.monthFull) return held(noTasksLeft(Plan.parse(ground.plan)));
	if (ground.capReached) return held('This month’s spending limit is reached.');
	return ground.running ? skipped('The run before was still being worked on.') : null;
}

/**
 * Why something that came in is not worked on yet; null when it is. It comes but once, so it is held where a due time
 * would be left out, and does not wait for the one before.
 */
export function holdOfDelivery(ground: Ground): string | null {
	if (ground.agentStatus === 'paused') return `${ground.agentName} is paused.`;
	if (ground.allPaused) return 'All agents are paused.';
	if (ground.waiting > ground.waitingBound) return 'Too many of its drafts wait for review.';
	return hindrance({ ...ground, running: false }, null)?.reason ?? null;
}
