import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { actorKey, type Actor } from './actor.ts';

/** Writes in a minute, refused ones among them: of one person or one program, and of all in a workspace. */
const perMinute = { member: 120, apiKey: 300, workspace: 600 };

/** The limit that is nearest; `resetSeconds` is when it counts from nought again, in whole seconds. */
export type WriteAllowance = { limit: number; remaining: number; resetSeconds: number; refused: boolean };

type Deps = { db: Db; config: { rateLimits: number } };
type Row = { own: number; ownResets: number; shared: number; sharedResets: number };

/**
 * Counts one write of this actor, in Postgres, so that every process sees the same count. What is beyond somebody's own
 * limit is not held against their colleagues. Null where nothing is limited. The count may be lost with the machine,
 * so its commit does not wait for the disk.
 */
export async function countWrite({ db, config }: Deps, actor: Actor): Promise<WriteAllowance | null> {
	const { by, workspaceId } = actor;
	if (config.rateLimits === 0 || by.kind === 'system') return null;
	const own = limitOf(by.kind, config.rateLimits);
	const shared = limitOf('workspace', config.rateLimits);
	const [row] = await db.$queryRaw<[Row]>`
		with own as (
			insert into rate_limits as r (key, points, expire)
			values (${`write:${actorKey(actor)}`}, 1, now() + interval '1 minute')
			on conflict (key) do update set
				points = case when r.expire > now() then r.points + 1 else 1 end,
				expire = case when r.expire > now() then r.expire else excluded.expire end
			returning points, expire
		), shared as (
			insert into rate_limits as r (key, points, expire)
			select ${`write:workspace:${workspaceId}`}, (own.points <= ${own}::int)::int, now() + interval '1 minute' from own
			on conflict (key) do update set
				points = case when r.expire > now() then r.points else 0 end + excluded.points,
				expire = case when r.expire > now() then r.expire else excluded.expire end
			returning points, expire
		)
		select own.points as own, ceil(extract(epoch from own.expire - now()))::int as "ownResets",
			shared.points as shared, ceil(extract(epoch from shared.expire - now()))::int as "sharedResets",
			set_config('synchronous_commit', 'off', true)
		from own, shared`;
	return nearest([allowance(own, row.own, row.ownResets), allowance(shared, row.shared, row.sharedResets)]);
}

export function tooManyWrites(retryAfterSeconds: number): DomainError {
	const seconds = retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`;
	const message = `That is too much in one minute. Please go on in ${seconds}.`;
	return new DomainError('rate_limited', message, { retryAfterSeconds });
}

function limitOf(whose: keyof typeof perMinute, factor: number): number {
	return Math.max(1, Math.round(perMinute[whose] * factor));
}

function allowance(limit: number, writes: number, resets: number): WriteAllowance {
	const resetSeconds = Math.max(1, resets);
	return { limit, remaining: Math.max(0, limit - writes), resetSeconds, refused: writes > limit };
}

/** A refusal before all else, and of two the longer one. */
function nearest(both: WriteAllowance[]): WriteAllowance | null {
	const refused = both.filter((one) => one.refused).toSorted((a, b) => b.resetSeconds - a.resetSeconds);
	return refused[0] ?? both.toSorted((a, b) => a.remaining - b.remaining)[0] ?? null;
}
