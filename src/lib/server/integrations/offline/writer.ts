import type { Brief } from '#lib/schemas/brief.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { VendorError } from '#server/errors.ts';
import type { Model } from '#server/ports/model.ts';
import { finish, offlineMark } from './compose/finish.ts';
import { writeDraft } from './compose/kinds.ts';
import { readTask } from './reader/task-facts.ts';
import { revise } from './revise.ts';

/**
 * The model for a machine without a key: writes drafts by rule from the brief alone. The same brief
 * always gives the same answer; it uses no network, no clock and no chance, and costs nothing.
 * Throws VendorError `model_aborted` when the signal has fired.
 */
export function createOfflineWriter(): Model {
	return {
		offline: true,
		name: 'offline',
		price: null,
		async complete(request, signal) {
			if (signal.aborted) throw new VendorError('model', 'model_aborted', 'The work was stopped.');
			return { answer: write(request.brief), model: 'offline', usage: { inputTokens: 0, outputTokens: 0 } };
		}
	};
}

function write(brief: Brief): ModelAnswer {
	if (brief.read.length && !brief.revision) return sayWhatWasRead(brief);
	const context = { brief, task: readTask(brief) };
	return brief.revision ? revise(context, brief.revision) : finish(writeDraft(context), context);
}

/** The answer where the kinds of actions have found in the task's words all that they need. */
function sayWhatWasRead({ read }: Brief): ModelAnswer {
	const note = `> ${offlineMark}. Please check it before you approve.`;
	return {
		summary: `${offlineMark}: read from your words, for you to check.`,
		deliverable: [note, ...read.map(({ text }) => text)].join('\n\n'),
		assumptions: [],
		questions: [],
		proposedActions: read.map(({ kind, payload }) => ({ kind, why: 'The task asks for it.', payload }))
	};
}
