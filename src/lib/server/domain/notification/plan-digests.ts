import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Mail } from '#server/ports/mail.ts';
import { dayIn } from '../time/time-zone.ts';
import { addNotification } from './add-notification.ts';

type Deps = { db: Db; jobs: Jobs; clock: Clock; mail: Mail | null; config: { origin: string } };

/** The digest's hour where the workspace is, and until when one that was missed is still worth sending. */
const beginsAt = 8;
const endsAt = 12;

/**
 * One digest a day for every member who wants it, at eight in the workspace's own morning. The day in the key is the
 * calendar's, so a clock that is put forward or back makes none too many and none too few.
 */
export async function planDigests(deps: Deps): Promise<number> {
	if (!deps.mail) return 0;
	const zones = await deps.db.$queryRaw<{ zone: string }[]>`
		select distinct w.time_zone as zone from memberships m join workspaces w on w.id = m.workspace_id
		where m.mail_preference = 'daily'`;
	let planned = 0;
	for (const { zone } of zones) if (isMorning(zone, deps.clock.now())) planned += await planFor(deps, zone);
	return planned;
}

function isMorning(timeZone: string, now: Date): boolean {
	const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now);
	return Number(hour) >= beginsAt && Number(hour) < endsAt;
}

async function planFor(deps: Deps, zone: string): Promise<number> {
	const day = dayIn(zone, deps.clock.now());
	const dedupeKey = `digest:${day}`;
	const members = await deps.db.$queryRaw<{ workspaceId: string; userId: string }[]>`
		select m.workspace_id as "workspaceId", m.user_id as "userId"
		from memberships m join workspaces w on w.id = m.workspace_id
		where m.mail_preference = 'daily' and w.time_zone = ${zone} and not exists (
			select 1 from notifications n
			where n.workspace_id = m.workspace_id and n.user_id = m.user_id and n.dedupe_key = ${dedupeKey}
		)`;
	let planned = 0;
	for (const member of members) {
		const digest = {
			...member,
			kind: 'digest',
			dedupeKey,
			data: { day },
			gatherSeconds: 0,
			everySeconds: 0
		} as const;
		planned += Number(await deps.db.$transaction((tx) => addNotification(deps, tx, digest)));
	}
	return planned;
}
