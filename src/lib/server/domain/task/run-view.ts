import { RunView } from '#lib/schemas/task.ts';
import type { TaskRow } from './read-task.ts';

type Run = TaskRow['runs'][number];
type ModelCall = Run['modelCalls'][number];

/** A run as the task page shows it. */
export function runView(run: Run): RunView {
	return RunView.parse({
		id: run.id,
		number: run.number,
		cause: run.cause,
		feedback: run.feedback,
		status: run.status,
		attempt: run.attempt,
		writtenBy: run.writtenBy,
		error: errorOf(run),
		startedAt: run.startedAt?.toISOString() ?? null,
		finishedAt: run.finishedAt?.toISOString() ?? null,
		nextAttemptAt: run.status === 'queued' ? run.runAfter.toISOString() : null,
		waitReason: run.waitReason,
		deaths: run.deaths,
		steps: run.steps.map(stepView),
		modelCalls: run.modelCalls.map(modelCallView)
	});
}

function stepView(step: Run['steps'][number]) {
	return {
		key: step.key,
		kind: step.kind,
		status: step.status,
		attempt: step.attempt,
		error: errorOf(step),
		startedAt: step.startedAt.toISOString(),
		finishedAt: step.finishedAt?.toISOString() ?? null
	};
}

function modelCallView(call: ModelCall) {
	return {
		model: call.model,
		status: call.status,
		inputTokens: call.inputTokens,
		outputTokens: call.outputTokens,
		costMicros: Number(call.costMicros),
		priceKnown: call.priceKnown,
		error: errorOf(call),
		sentAt: call.sentAt.toISOString(),
		answeredAt: call.answeredAt?.toISOString() ?? null
	};
}

function errorOf(row: { errorCode: string | null; errorMessage: string | null }) {
	return row.errorCode ? { code: row.errorCode, message: row.errorMessage ?? '' } : null;
}
