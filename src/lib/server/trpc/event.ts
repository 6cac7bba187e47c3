import { tracked } from '@trpc/server';
import { z } from 'zod';
import type { LiveEvent } from '#lib/schemas/event.ts';
import { eventsSince } from '#server/domain/event/events-since.ts';
import { latestEventId } from '#server/domain/event/latest-event-id.ts';
import { memberProcedure, router } from './procedures.ts';

const LastEventId = z.string().regex(/^\d{1,18}$/);

export const eventsRouter = router({
	/** The event that a page loaded now already shows; the live stream goes on from there. */
	latest: memberProcedure.output(z.string()).query(({ ctx }) => latestEventId(ctx.app, ctx.actor)),

	/**
	 * Live events of the workspace over SSE. The listener is attached before the backlog is read, so
	 * nothing falls between; after a gap everything since the last one sent is read again.
	 */
	live: memberProcedure
		.input(z.object({ lastEventId: LastEventId.nullish() }).optional())
		.subscription(async function* ({ ctx, input, signal }) {
			let last = input?.lastEventId ?? null;
			const inbox: LiveEvent[] = [];
			let gap = last !== null;
			let wake = () => {};
			const unsubscribe = ctx.app.eventFeed.subscribe(
				ctx.actor.workspaceId,
				(event) => (inbox.push(event), wake()),
				() => ((gap = true), wake())
			);
			signal?.addEventListener('abort', () => wake());
			try {
				while (!signal?.aborted) {
					const events = gap && last ? await missed(ctx, last) : inbox.splice(0);
					gap = false;
					for (const event of events) {
						last = event.id;
						yield tracked(event.id, event);
					}
					if (inbox.length === 0 && !gap) await new Promise<void>((resolve) => (wake = resolve));
				}
			} finally {
				unsubscribe();
			}
		})
});

type MissedContext = { app: Parameters<typeof eventsSince>[0]; actor: Parameters<typeof eventsSince>[1] };

/** Too much to replay becomes one event that makes the page load everything again. */
async function missed(ctx: MissedContext, last: string): Promise<LiveEvent[]> {
	const events = await eventsSince(ctx.app, ctx.actor, last);
	return events ?? [{ id: last, kind: 'workspace.changed', taskId: null, agentId: null }];
}
