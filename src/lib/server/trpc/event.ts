import { tracked } from '@trpc/server';
import { z } from 'zod';
import type { LiveEvent } from '#lib/schemas/event.ts';
import { getSession } from '#server/domain/account/get-session.ts';
import type { Actor } from '#server/domain/actor.ts';
import { eventsSince } from '#server/domain/event/events-since.ts';
import { latestEventId } from '#server/domain/event/latest-event-id.ts';
import type { Context } from './context.ts';
import { memberProcedure, router, signInFirst } from './procedures.ts';

const LastEventId = z.string().regex(/^\d{1,18}$/);

export const eventsRouter = router({
	/** The event that a page loaded now already shows; the live stream goes on from there. */
	latest: memberProcedure.output(z.string()).query(({ ctx }) => latestEventId(ctx.app, ctx.actor)),

	/**
	 * Live events of the workspace over SSE. The listener is attached before the backlog is read, so
	 * nothing falls between; after a gap everything since the last one sent is read again. Whoever is
	 * no longer signed in hears nothing more: the stream ends as a request would be refused.
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
			const guard = sessionGuard(ctx);
			try {
				while (!signal?.aborted) {
					const missing = gap ? last : null;
					gap = false;
					const events = missing ? await missed(ctx, missing) : inbox.splice(0);
					if (events.length > 0) await guard();
					for (const event of events) {
						last = event.id;
						yield tracked(event.id, event);
					}
					if (inbox.length === 0 && !gap && !signal?.aborted)
						await new Promise<void>((resolve) => (wake = resolve));
				}
			} finally {
				unsubscribe();
			}
		})
});

/** How long what was known of a session may be relied on while its stream is open. */
const trustMillis = 1_000;

/** Throws `unauthenticated` when the session has ended since the stream was opened, or the membership. */
function sessionGuard({ app, actor, sessionToken }: Context & { actor: Actor }): () => Promise<void> {
	let checked = performance.now();
	return async () => {
		if (!sessionToken || performance.now() - checked < trustMillis) return;
		const who = await app.sessions.validate(sessionToken);
		const session = who?.workspaceId === actor.workspaceId && (await getSession(app, who));
		if (!session) throw signInFirst();
		checked = performance.now();
	};
}

type MissedContext = { app: Parameters<typeof eventsSince>[0]; actor: Parameters<typeof eventsSince>[1] };

/** Too much to replay becomes one event that makes the page load everything again. */
async function missed(ctx: MissedContext, last: string): Promise<LiveEvent[]> {
	const events = await eventsSince(ctx.app, ctx.actor, last);
	return events ?? [{ id: last, kind: 'workspace.changed', taskId: null, agentId: null }];
}
