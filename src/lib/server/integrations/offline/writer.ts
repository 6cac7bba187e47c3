import type { Brief } from '#lib/schemas/brief.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { ModelError } from '#server/errors.ts';
import type { Model } from '#server/ports.ts';
import type { Context } from './draft.ts';
import { finish } from './finish.ts';
import { writeDraft } from './kinds.ts';
import { readTask } from './reader/read-task.ts';
import { revise } from './revise/revise.ts';
import { leaveOutAsides } from './text/asides.ts';
import { readIntent } from './text/intent.ts';
import { voiceOf } from './voice.ts';

/**
 * The model for a machine without a key: writes drafts by rule from the brief alone. The same brief
 * always gives the same answer; it uses no network, no clock and no chance, and costs nothing.
 * Throws ModelError `model_aborted` when the signal has fired.
 */
export function createOfflineWriter(): Model {
	return {
		offline: true,
		name: 'offline',
		async complete(request, signal) {
			if (signal.aborted) throw new ModelError('model_aborted', 'The work was stopped.');
			return { answer: write(request.brief), model: 'offline', usage: { inputTokens: 0, outputTokens: 0 } };
		}
	};
}

function write(brief: Brief): ModelAnswer {
	const task = readTask(brief);
	const intent = leaveOutAsides(readIntent(task.prose, task.people.length), task.people);
	const context: Context = { brief, task, intent, voice: voiceOf(brief.agent.tone) };
	return brief.revision ? revise(context, brief.revision) : finish(writeDraft(context), context);
}
