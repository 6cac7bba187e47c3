import type { Db } from '#server/ports/db.ts';
import { recordEvent } from '../event/record-event.ts';

const thresholds = [100, 80, 50] as const;

/** Tells the workspace once a month when 50, 80 and 100 % of its spending limit are used. */
export async function warnOfSpending(
	db: Db,
	workspaceId: string,
	month: { spent: bigint; cap: bigint; warned: number; month: Date }
): Promise<void> {
	const percent = Number((month.spent * 100n) / month.cap);
	const reached = thresholds.find((threshold) => percent >= threshold);
	if (reached === undefined || reached <= month.warned) return;
	await db.$transaction(async (tx) => {
		const { count } = await tx.usageCounter.updateMany({
			where: { workspaceId, month: month.month, warnedPercent: { lt: reached } },
			data: { warnedPercent: reached }
		});
		if (count === 1)
			await recordEvent(tx, { workspaceId, kind: 'budget.warning', data: { percent: reached } });
	});
}
