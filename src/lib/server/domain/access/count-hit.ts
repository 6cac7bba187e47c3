import type { Db } from '#server/ports/db.ts';
import type { WriteAllowance } from './count-write.ts';

type Deps = { db: Db; config: { rateLimits: number } };
type Row = { hits: number; resets: number };

/**
 * Counts what strangers do, under a key, in a minute; refused hits count too. In Postgres, so that every process sees the
 * same count, and without waiting for the disk. Null where nothing is limited.
 */
export async function countHit(
	{ db, config }: Deps,
	key: string,
	perMinute: number
): Promise<WriteAllowance | null> {
	if (config.rateLimits === 0) return null;
	const limit = Math.max(1, Math.round(perMinute * config.rateLimits));
	const [{ hits, resets }] = await db.$queryRaw<[Row]>`
		with hit as (
			insert into rate_limits as r (key, points, expire) values (${key}, 1, now() + interval '1 minute')
			on conflict (key) do update set
				points = case when r.expire > now() then r.points + 1 else 1 end,
				expire = case when r.expire > now() then r.expire else excluded.expire end
			returning points, expire
		)
		select points as hits, ceil(extract(epoch from expire - now()))::int as resets,
			set_config('synchronous_commit', 'off', true)
		from hit`;
	const resetSeconds = Math.max(1, resets);
	return { limit, remaining: Math.max(0, limit - hits), resetSeconds, refused: hits > limit };
}
