import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { TaskResult } from '#lib/schemas/task.ts';
import { renderMarkdown } from '#server/markdown.ts';

/** What a finished run has written. */
export function resultView(run: { result: unknown; writtenBy: string | null }): TaskResult {
	const { summary, deliverable, assumptions, questions } = ModelAnswer.parse(run.result);
	const deliverableHtml = renderMarkdown(deliverable);
	return {
		summary,
		deliverable,
		deliverableHtml,
		assumptions,
		questions,
		writtenBy: run.writtenBy ?? 'offline'
	};
}
