import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { TaskResult } from '#lib/schemas/task.ts';
import { htmlVersion, renderMarkdown } from '#server/markdown.ts';
import type { Db } from '#server/ports/db.ts';

type FinishedRun = {
	id: string;
	workspaceId: string;
	result: unknown;
	/** A person's own words in place of the agent's. */
	ownDeliverable: string | null;
	/** Made when it was written; null when that was by older rules. */
	html: string | null;
	writtenBy: string | null;
};

/** What a finished run has written. Its HTML is made once, so that no reader waits for it. */
export async function resultView(db: Db, run: FinishedRun): Promise<TaskResult> {
	const { summary, deliverable: written, assumptions, questions } = ModelAnswer.parse(run.result);
	const deliverable = run.ownDeliverable ?? written;
	return {
		summary,
		deliverable,
		draft: run.ownDeliverable === null ? null : written,
		deliverableHtml: run.html ?? (await keepHtml(db, run, renderMarkdown(deliverable))),
		assumptions,
		questions,
		writtenBy: run.writtenBy ?? 'offline'
	};
}

async function keepHtml(db: Db, { workspaceId, id }: FinishedRun, html: string): Promise<string> {
	await db.run.updateMany({
		where: { workspaceId, id, status: 'succeeded' },
		data: { deliverableHtml: html, htmlVersion }
	});
	return html;
}
