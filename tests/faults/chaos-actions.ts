import { setTimeout as sleep } from 'node:timers/promises';
import { resolveAction } from '#server/domain/action/resolve-action.ts';
import { undoAction } from '#server/domain/action/undo-action.ts';
import type { ActionFixture } from '../support/action-fixture.ts';

/** The owner takes our access away on Google's own page, and gives it back later. */
export async function reconnectLater(fixture: ActionFixture, millis: number): Promise<void> {
	fixture.sandbox.set({ email: fixture.email, revokeTokens: true });
	await sleep(millis);
	await fixture.connect();
}

/** Somebody sits down and approves a few of what is waiting. */
export async function reviewSome(fixture: ActionFixture, random: () => number): Promise<unknown> {
	const waiting = await fixture.cluster.app.db.action.findMany({
		where: { workspaceId: fixture.workspaceId, status: 'proposed' },
		take: 12
	});
	for (const { id, taskId } of waiting.filter(() => random() < 0.7)) await fixture.approve({ id, taskId });
	return waiting.length === 0 ? 'late' : null;
}

/** Takes an approval back, or answers a question about an action honestly: after a look at Google. */
export async function clickOnAction(fixture: ActionFixture, random: () => number): Promise<unknown> {
	const { app } = fixture.cluster;
	const { owner } = fixture.tenant;
	const open = await app.db.action.findMany({
		where: { workspaceId: fixture.workspaceId, status: { in: ['approved', 'needs_human'] } },
		take: 20
	});
	const action = open[Math.floor(random() * open.length)];
	if (!action) return 'late';
	if (action.status === 'approved') return undoAction(app, owner, action.id);
	const isThere = fixture.effects({ id: action.id, taskId: action.taskId }) > 0;
	const outcome = isThere ? 'done' : random() < 0.5 ? 'again' : 'drop';
	return resolveAction(app, owner, { id: action.id, outcome });
}
