import type { WorkflowWeek } from '#lib/schemas/workflow.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { nextFire } from '../time/next-fire.ts';
import { dayIn } from '../time/time-zone.ts';
import { scheduleOf } from './due-fields.ts';
import { readWorkflows, type ListedRow } from './workflow-row.ts';
import { listedView, type ViewDeps } from './workflow-view.ts';

/** More than most have. */
const mostLookedAt = 200;
/** What is due more often than six times a day is said in words. */
const mostTold = 42;
const week = 7;
const dayMillis = 86_400_000;

/** What is due from now until the end of the sixth day after today, and what only waits for something to come in. */
export async function weekAhead(
	deps: ViewDeps & { db: Db; clock: Clock },
	actor: Actor
): Promise<WorkflowWeek> {
	authorise(actor, 'view');
	const { timeZone } = await deps.db.workspace.findUniqueOrThrow({
		where: { id: actor.workspaceId },
		select: { timeZone: true }
	});
	const now = deps.clock.now();
	const rows = await readWorkflows(deps.db, actor.workspaceId, {}, mostLookedAt + 1);
	const on = rows.slice(0, mostLookedAt).filter(({ enabled }) => enabled);
	const days = daysFrom(dayIn(timeZone, now));
	const last = days.at(-1) ?? '';
	const due = on.map((row) => ({
		id: row.id,
		fires: firesUntil(row, now, (at) => dayIn(timeZone, at) > last)
	}));
	const told = due.flatMap(({ id, fires }) => (fires === 'often' ? [] : fires.map((at) => ({ id, at }))));
	told.sort((one, other) => one.at.getTime() - other.at.getTime());
	return {
		timeZone,
		days: days.map((day) => ({
			day,
			fires: told
				.filter(({ at }) => dayIn(timeZone, at) === day)
				.map(({ id, at }) => ({ id, at: at.toISOString() }))
		})),
		often: due.filter(({ fires }) => fires === 'often').map(({ id }) => id),
		incoming: on.filter(({ trigger }) => !['manual', 'schedule'].includes(trigger.kind)).map(({ id }) => id),
		workflows: on.map((row) => listedView(deps, actor, row)),
		more: rows.length > mostLookedAt
	};
}

/** Days are counted as the calendar counts them, whatever clocks do at night. */
function daysFrom(today: string): string[] {
	const start = Date.parse(`${today}T00:00:00Z`);
	return Array.from({ length: week }, (_, nth) =>
		new Date(start + nth * dayMillis).toISOString().slice(0, 'YYYY-MM-DD'.length)
	);
}

function firesUntil({ trigger }: ListedRow, now: Date, isOver: (at: Date) => boolean): Date[] | 'often' {
	if (trigger.kind !== 'schedule') return [];
	const schedule = scheduleOf(trigger);
	const fires: Date[] = [];
	for (let at = nextFire(schedule, now); at && !isOver(at); at = nextFire(schedule, at)) {
		if (fires.length === mostTold) return 'often';
		fires.push(at);
	}
	return fires;
}
