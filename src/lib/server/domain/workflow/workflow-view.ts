import type { Workflow, WorkflowListItem, WorkflowStatus } from '#lib/schemas/workflow.ts';
import type { Clock } from '#server/ports/clock.ts';
import { parseCron } from '../time/cron.ts';
import { nextFires } from '../time/next-fire.ts';
import { scheduleWords } from '../time/schedule-words.ts';
import type { ListedRow, WorkflowRow } from './workflow-row.ts';

export type ViewDeps = { clock: Clock };

const firesShown = 5;

/** A workflow as it is shown. */
export function workflowView(deps: ViewDeps, row: WorkflowRow): Workflow {
	const { inputs, definition } = row;
	return { ...listedView(deps, row), inputs, definition };
}

/** As it stands in a list. */
export function listedView({ clock }: ViewDeps, row: ListedRow): WorkflowListItem {
	const { trigger, pauseCode, pauseReason, newestVersion } = row;
	const status = statusOf(row);
	return {
		id: row.id,
		agentId: row.agentId,
		agent: row.agent,
		name: row.name,
		template: row.template,
		templateVersion: row.templateVersion,
		templateIsNewer: newestVersion !== null && newestVersion > row.templateVersion,
		trigger,
		scheduleWords: trigger.kind === 'schedule' ? scheduleWords(parseCron(trigger.cron)) : null,
		enabled: row.enabled,
		status,
		pause: pauseCode && { code: pauseCode, reason: pauseReason ?? '' },
		shadow: row.shadow,
		missed: row.missed,
		waitingBound: row.waitingBound,
		waiting: row.waiting,
		nextFires: status === 'on' ? duesOf(trigger, clock.now()) : [],
		lastFire: row.lastFire && { ...row.lastFire, at: iso(row.lastFire.at) },
		createdAt: iso(row.createdAt),
		updatedAt: iso(row.updatedAt)
	};
}

function statusOf({ enabled, pauseCode }: ListedRow): WorkflowStatus {
	if (!enabled) return 'off';
	return pauseCode ? 'paused' : 'on';
}

function duesOf(trigger: ListedRow['trigger'], now: Date): string[] {
	if (trigger.kind !== 'schedule') return [];
	const schedule = { cron: parseCron(trigger.cron), timeZone: trigger.timeZone };
	return nextFires(schedule, now, firesShown).map((at) => at.toISOString());
}

function iso(time: string): string {
	return new Date(time).toISOString();
}
