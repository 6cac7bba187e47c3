import { failedBy } from '#server/errors.ts';
import { RunWaits } from './run-waits.ts';
import { StepFailed } from './steps/step-failed.ts';

/** Why a run or a step stopped: a code for programs, a sentence for people. */
export type Reason = { code: string; message: string };

/** What people read when the fault is ours: the log has the rest, with whatever our insides said. */
const internalReason: Reason = {
	code: 'internal',
	message: 'Something went wrong on our side. Nothing was lost; please try again.'
};

export function reasonOf(error: unknown): Reason {
	if (failedBy('model', error)) return { code: error.code, message: error.message };
	if (error instanceof StepFailed) return { code: 'step_failed', message: error.message };
	if (error instanceof RunWaits) return { code: error.reason, message: error.message };
	return internalReason;
}
