import { tracked } from '@trpc/server';
import { z } from 'zod';
import { streamGap, type LiveEvent } from '#lib/schemas/event.ts';
import { actorKey, authorise, type Actor } from '#server/domain/access/actor.ts';
import { eventsSince } from '#server/domain/event/events-since.ts';
import { latestEventId } from '#server/domain/event/latest-event-id.ts';
import type { Context } from './context.ts';
import { procedureFor, router, signInFirst } from './procedures.ts';

const LastEventId = z.string().regex(/^\d{1,18}$/);

export const eventsRouter = router({
	/** The event that a page loaded now already shows; the live stream goes on from there. */
	latest: procedureFor('view')
		.output(z.string())
		.query(({ ctx }) => latestEventId(ctx.app, ctx.actor)),

	/** Live events of the workspace over SSE, for as many pages at a time as there are places for. */
	live: procedureFor('view')
		.input(z.object({ lastEventId: LastEventId.nullish() }).optional())
		.subscription(({ ctx, input, signal }) => {
			authorise(ctx.actor, 'view');
			const giveBack = ctx.app.streamSlots.take({
				session: ctx.sessionToken ?? actorKey(ctx.actor),
				member: actorKey(ctx.actor),
				workspace: ctx.actor.workspaceId
			});
			// Also when nobody ever reads from it.
			signal?.addEventListener('abort', giveBack, { once: true });
			return liveEvents(ctx, input?.lastEventId ?? null, signal, giveBack);
		})
});

/**
 * The listener is attached before the backlog is read, so nothing falls between; after a gap everything since the last
 * one sent is read again. Whoever is no longer signed in hears nothing more: the stream ends as a request would be refused.
 */
async function* liveEvents(
	ctx: Context & { actor: Actor },
	last: string | null,
	signal: AbortSignal | undefined,
	ended: () => void
) {
	const inbox: LiveEvent[] = [];
	const told = new RecentIds();
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
			const behind = gap;
			gap = false;
			const events = behind ? await missed(ctx, last) : inbox.splice(0);
			if (events.length > 0) await guard();
			for (const event of events) {
				// What was read again after a gap may have been heard as well.
				if (!told.add(event)) continue;
				last = event.id;
				yield tracked(event.id, event);
			}
			if (inbox.length === 0 && !gap && !signal?.aborted)
				await new Promise<void>((resolve) => (wake = resolve));
		}
	} finally {
		unsubscribe();
		ended();
	}
}

/** More than a gap brings again. */
const idsKept = 1_000;

/** What a stream has told lately. */
class RecentIds {
	readonly #ids = new Set<string>();

	/** False when it was told already. A gap has the id of the newest event, and is none. */
	add({ id, kind }: LiveEvent): boolean {
		if (kind === streamGap) return true;
		if (this.#ids.has(id)) return false;
		this.#ids.add(id);
		if (this.#ids.size > idsKept) this.#ids.delete(this.#ids.values().next().value ?? id);
		return true;
	}
}

/** How long what was known of a session may be relied on while its stream is open. */
const trustMillis = 1_000;

/** Throws `unauthenticated` when the session has ended since the stream was opened, or the membership. */
function sessionGuard({ app, actor, sessionToken }: Context & { actor: Actor }): () => Promise<void> {
	let checked = performance.now();
	return async () => {
		if (!sessionToken || performance.now() - checked < trustMillis) return;
		const known = await app.sessions.validate(sessionToken);
		if (known?.session.workspace.id !== actor.workspaceId) throw signInFirst();
		checked = performance.now();
	};
}

type MissedContext = { app: Parameters<typeof eventsSince>[0]; actor: Parameters<typeof eventsSince>[1] };

/** Too much to replay, or no place to go on from, becomes one event that makes the page load everything again; the stream goes on from the newest. */
async function missed(ctx: MissedContext, last: string | null): Promise<LiveEvent[]> {
	const events = last === null ? null : await eventsSince(ctx.app, ctx.actor, last);
	if (events) return events;
	return [{ id: await latestEventId(ctx.app, ctx.actor), kind: streamGap, taskId: null, agentId: null }];
}
