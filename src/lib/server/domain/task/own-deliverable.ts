import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { htmlVersion, renderMarkdown } from '#server/markdown.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Review } from './lock-for-review.ts';

/** Keeps a result in a person's words beside the agent's; true when they differ. Without any, it stays as it stands. */
export async function keepOwnDeliverable(
	tx: Tx,
	workspaceId: string,
	{ runId, result, ownDeliverable }: Pick<Review, 'runId' | 'result' | 'ownDeliverable'>,
	own: string | undefined
): Promise<boolean> {
	const written = ModelAnswer.parse(result).deliverable;
	const now = own ?? ownDeliverable ?? written;
	if (now !== (ownDeliverable ?? written))
		await tx.run.update({
			where: { workspaceId_id: { workspaceId, id: runId } },
			data: {
				ownDeliverable: now === written ? null : now,
				deliverableHtml: renderMarkdown(now),
				htmlVersion
			}
		});
	return now !== written;
}
