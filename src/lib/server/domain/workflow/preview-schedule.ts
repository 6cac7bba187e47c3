import type { PreviewSchedule, SchedulePreview } from '#lib/schemas/schedule.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { nextFires } from '../time/next-fire.ts';
import { scheduleWords } from '../time/schedule-words.ts';
import { readSchedule } from './read-schedule.ts';

const shown = 5;

/** What a schedule means, before it is saved. Throws `invalid_schedule` with what is wrong with it. */
export async function previewSchedule(
	deps: { db: Db; clock: Clock },
	actor: Actor,
	{ cron, timeZone, from }: PreviewSchedule
): Promise<SchedulePreview> {
	authorise(actor, 'view');
	const zone = timeZone ?? (await zoneOf(deps.db, actor));
	const after = from ? new Date(from) : deps.clock.now();
	const schedule = readSchedule({ cron, timeZone: zone }, after);
	return {
		words: scheduleWords(schedule.cron),
		timeZone: schedule.timeZone,
		next: nextFires(schedule, after, shown).map((at) => at.toISOString())
	};
}

async function zoneOf(db: Db, { workspaceId }: Actor): Promise<string> {
	const { timeZone } = await db.workspace.findUniqueOrThrow({
		where: { id: workspaceId },
		select: { timeZone: true }
	});
	return timeZone;
}
