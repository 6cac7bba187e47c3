import { sql } from '#server/db/sql.ts';
import type { Db, Sql } from '#server/ports/db.ts';
import type { SpendCaps } from '../plan/plan-table.ts';

/*
 * What all workspaces together spend in a month, kept only while an operator has set a limit for them: one row a month,
 * which whoever reserves or settles locks before the workspace's own counter, so that no two calls take the same room.
 */

type Deps = { db: Db; config: { spendCaps: SpendCaps } };

/** `everybody`: the row of `month`, locked, and whether so much more fits. Without a limit it always does. */
export function everybodyFits({ installationMicros }: SpendCaps, month: Sql, moreMicros: number): Sql {
	if (installationMicros === null || moreMicros === 0)
		return sql`everybody as (select true as fits, true as fits_alone)`;
	return sql`everybody as materialized (
		select cost_micros + reserved_micros + ${moreMicros}::bigint <= ${installationMicros}::bigint as fits,
			cost_micros + ${moreMicros}::bigint <= ${installationMicros}::bigint as fits_alone
		from installation_usage where month = (${month}) for update
	)`;
}

/** `everybody`: the rows of `months`, locked before any workspace's counter is. */
export function everybodyLocked({ installationMicros }: SpendCaps, months: Sql): Sql {
	if (installationMicros === null) return sql`everybody as (select 1 where false)`;
	return sql`everybody as materialized (
		select month from installation_usage where month in (${months}) order by month for update
	)`;
}

/** Changes the rows by `changes` (month, reserved, cost): what a statement does to counters, added up. */
export function everybodyBooked({ installationMicros }: SpendCaps, changes: Sql): Sql {
	if (installationMicros === null) return sql`select 1 where false`;
	return sql`
		update installation_usage i set reserved_micros = greatest(0, i.reserved_micros + changes.reserved),
			cost_micros = greatest(0, i.cost_micros + changes.cost)
		from (select month, sum(reserved) as reserved, sum(cost) as cost from (${changes}) each group by month) changes
		where i.month = changes.month`;
}

/** Counts anew, from the workspaces' own counters: a limit may have been set, or set again, in the middle of a month. */
export async function recountInstallation({ db, config }: Deps): Promise<void> {
	if (config.spendCaps.installationMicros === null) return;
	// Zones are a day apart at most, so around its turn two months are going on.
	const since = sql`date_trunc('month', now() - interval '1 day')::date`;
	await db.$transaction(async (tx) => {
		await tx.$executeRaw`
			insert into installation_usage (month)
			select distinct date_trunc('month', day)::date
			from unnest(array[now() - interval '1 day', now(), now() + interval '1 day']) day on conflict do nothing`;
		await tx.$executeRaw`select 1 from installation_usage where month >= ${since} order by month for update`;
		await tx.$executeRaw`
			update installation_usage i set cost_micros = counted.cost, reserved_micros = counted.reserved
			from (
				select month, sum(cost_micros) as cost, sum(reserved_micros) as reserved
				from usage_counters where month >= ${since} group by month
			) counted
			where i.month = counted.month`;
	});
}
