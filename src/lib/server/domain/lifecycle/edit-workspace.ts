import type { WorkspaceEdit } from '#lib/schemas/workspace.ts';
import { DomainError } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { recordEvent } from '../event/record-event.ts';
import { wakeBudgetWaits } from '../run/wake-budget-waits.ts';
import { knownTimeZone } from '../time/time-zone.ts';

/** Changes what is given and leaves the rest. Throws `forbidden`, `invalid_input` for an unknown zone or a cap above the operator's. */
export async function editWorkspace(
	deps: { db: Db; jobs: Jobs; clock: Clock; config: { spendCaps: SpendCaps } },
	actor: Actor,
	input: WorkspaceEdit
): Promise<void> {
	authorise(actor, 'manage workspace');
	refuseHigherCap(input, deps.config.spendCaps);
	const { timeZone, onboarded, ...rest } = input;
	const zone = knownTimeZone(timeZone);
	if (timeZone && !zone) throw unknownZone();
	await deps.db.$transaction(async (tx) => {
		await tx.workspace.update({
			where: { id: actor.workspaceId },
			data: {
				...rest,
				...(zone && { timeZone: zone }),
				...(onboarded && { onboardedAt: deps.clock.now() })
			}
		});
		if (input.spendCapMicros !== undefined) await wakeBudgetWaits(deps.jobs, tx, actor.workspaceId);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'workspace.changed',
			by: actor.by
		});
	});
}

function refuseHigherCap({ spendCapMicros }: WorkspaceEdit, { workspaceMicros }: SpendCaps): void {
	if (workspaceMicros === null || !spendCapMicros || spendCapMicros <= workspaceMicros) return;
	const most = `$${(workspaceMicros / 1_000_000).toLocaleString('en-US')}`;
	const message = `This installation allows a workspace at most ${most} a month. Whoever runs it can raise that.`;
	throw new DomainError('invalid_input', message, { fields: { spendCapMicros: message } });
}

function unknownZone() {
	const message = 'This time zone is not known. Use a name like Europe/Berlin.';
	return new DomainError('invalid_input', message, { fields: { timeZone: message } });
}
