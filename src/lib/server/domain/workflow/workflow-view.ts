import type { Workflow, WorkflowListItem, WorkflowStatus } from '#lib/schemas/workflow.ts';
import type { Clock } from '#server/ports/clock.ts';
import { parseCron } from '../time/cron.ts';
import { nextFires } from '../time/next-fire.ts';
import { scheduleWords } from '../time/schedule-words.ts';
import { can } from '#lib/access.ts';
import type { Actor } from '../access/actor.ts';
import { addressOf, type AddressDeps, type AddressKind } from './address.ts';
import type { ListedRow, WorkflowRow } from './workflow-row.ts';

export type ViewDeps = AddressDeps & { clock: Clock };

const firesShown = 5;

/** A workflow as it is shown to somebody. */
export function workflowView(deps: ViewDeps, actor: Actor, row: WorkflowRow): Workflow {
	const { inputs, definition } = row;
	return { ...listedView(deps, actor, row), inputs, definition };
}

/** As it stands in a list. */
export function listedView(deps: ViewDeps, actor: Actor, row: ListedRow): WorkflowListItem {
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
		...addressesOf(deps, actor, row),
		rows: row.rows && { ...row.rows, lookedAt: row.rows.lookedAt && iso(row.rows.lookedAt) },
		scheduleWords: trigger.kind === 'schedule' ? scheduleWords(parseCron(trigger.cron)) : null,
		enabled: row.enabled,
		status,
		pause: pauseCode && { code: pauseCode, reason: pauseReason ?? '' },
		shadow: row.shadow,
		missed: row.missed,
		waitingBound: row.waitingBound,
		waiting: row.waiting,
		nextFires: status === 'on' ? duesOf(trigger, deps.clock.now()) : [],
		lastFire: row.lastFire && { ...row.lastFire, at: iso(row.lastFire.at) },
		createdAt: iso(row.createdAt),
		updatedAt: iso(row.updatedAt)
	};
}

/** Whoever knows the address of a webhook can start it, so it is shown to those who may. A form's is for everybody. */
function addressesOf(
	deps: ViewDeps,
	actor: Actor,
	{ id, trigger, addressVersion: version, signed }: ListedRow
): Pick<Workflow, 'webhook' | 'form'> {
	const none = { webhook: null, form: null };
	const url = (kind: AddressKind) => addressOf(deps, kind, { id, version });
	const shown: Partial<Record<typeof trigger.kind, Pick<Workflow, 'webhook' | 'form'>>> = {
		webhook: can(actor, 'manage workflows') ? { ...none, webhook: { url: url('webhook'), signed } } : none,
		form: { ...none, form: { url: url('form') } }
	};
	return shown[trigger.kind] ?? none;
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
