import { Trigger } from '#lib/schemas/workflow-template.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { scheduleOf, zoneData } from './due-fields.ts';
import { nextDue } from './due-times.ts';

const atOnce = 500;

type Row = { id: string; trigger: unknown; settled_at: Date; settled_clock: string | null };

/**
 * Works due times out anew that older zone data have worked out (a government has moved its clocks): from what was last
 * settled, so that none is lost, and without what clocks showed then, so that none comes twice. Whoever has older data than
 * these leaves them. Answers how many there were.
 */
export async function recomputeZones({ db }: { db: Db }, mine = zoneData): Promise<number> {
	for (let done = 0; ;) {
		const found = await db.$transaction((tx) => recomputeSome(tx, mine));
		done += found;
		if (found < atOnce) return done;
	}
}

async function recomputeSome(tx: Tx, mine: string): Promise<number> {
	const rows = await tx.$queryRaw<Row[]>`
		select id, trigger, settled_at, settled_clock from workflows
		where next_fire_at is not null and zone_data < ${mine} and trigger_kind = 'schedule'
		limit ${atOnce} for no key update skip locked`;
	const next = rows.map(({ id, trigger, settled_at: at, settled_clock: clock }) => {
		const { data: read } = Trigger.safeParse(trigger);
		return { id, at: read?.kind === 'schedule' ? nextDue(scheduleOf(read), { at, clock }) : null };
	});
	await tx.$executeRaw`
		update workflows w set next_fire_at = next.at, zone_data = ${mine}
		from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as next(id uuid, at timestamptz)
		where w.id = next.id`;
	return rows.length;
}
