import type { WorkspaceEdit } from '#lib/schemas/workspace.ts';
import { DomainError } from '#server/errors.ts';
import type { Clock, Db, Jobs } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { wakeBudgetWaits } from '../run/wake-budget-waits.ts';
import { knownTimeZone } from './time-zone.ts';

/** Changes what is given and leaves the rest. Throws `forbidden`, `invalid_input` for an unknown zone. */
export async function editWorkspace(
	deps: { db: Db; jobs: Jobs; clock: Clock },
	actor: Actor,
	input: WorkspaceEdit
): Promise<void> {
	authorise(actor, 'manage workspace');
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
			actorId: actor.userId
		});
	});
}

function unknownZone() {
	const message = 'This time zone is not known. Use a name like Europe/Berlin.';
	return new DomainError('invalid_input', message, { fields: { timeZone: message } });
}
