import { RunView } from '#lib/schemas/task.ts';
import type { ModelCallRow, RunRow, StepRow } from './read-task.ts';

/** As Postgres writes it, as JavaScript does. A list has a hundred of them, so the usual form is not read, only cut. */
export function isoTime(time: string): string {
	const usual = time.length === 29 && time.endsWith('+00:00');
	return usual ? `${time.slice(0, 23)}Z` : new Date(time).toISOString();
}

function isoOrNull(time: string | null): string | null {
	return time === null ? null : isoTime(time);
}

/** A run as the task page shows it. */
export function runView(run: RunRow): RunView {
	return RunView.parse({
		id: run.id,
		number: run.number,
		cause: run.cause,
		feedback: run.feedback,
		status: run.status,
		attempt: run.attempt,
		writtenBy: run.writtenBy,
		error: errorOf(run),
		startedAt: isoOrNull(run.startedAt),
		finishedAt: isoOrNull(run.finishedAt),
		nextAttemptAt: run.status === 'queued' ? isoTime(run.runAfter) : null,
		waitReason: run.waitReason,
		deaths: run.deaths,
		steps: run.steps.map(stepView),
		modelCalls: run.modelCalls.map(modelCallView)
	});
}

/** What steps were called before plans. */
const kindsOnce: Record<string, string> = { model_call: 'draft', lookup: 'read' };

function stepView(step: StepRow) {
	return {
		key: step.key,
		kind: kindsOnce[step.kind] ?? step.kind,
		status: step.status,
		attempt: step.attempt,
		error: errorOf(step),
		startedAt: isoTime(step.startedAt),
		finishedAt: isoOrNull(step.finishedAt)
	};
}

function modelCallView(call: ModelCallRow) {
	return {
		model: call.model,
		status: call.status,
		inputTokens: call.inputTokens,
		outputTokens: call.outputTokens,
		costMicros: call.costMicros,
		priceKnown: call.priceKnown,
		error: errorOf(call),
		sentAt: isoTime(call.sentAt),
		answeredAt: isoOrNull(call.answeredAt)
	};
}

function errorOf(row: { errorCode: string | null; errorMessage: string | null }) {
	return row.errorCode ? { code: row.errorCode, message: row.errorMessage ?? '' } : null;
}
