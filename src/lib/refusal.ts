/** Why a call to the API did not do what was asked. */
export type Refusal = {
	/** A code of `server/errors.ts`; `unreachable` when no answer came, so it may have happened or not. */
	code: string;
	message: string;
	/** One sentence per input field that is wrong. */
	fields: Record<string, string>;
};

const unreachable: Refusal = {
	code: 'unreachable',
	message: 'We could not be reached. Check your connection and try again.',
	fields: {}
};

/** Reads what a call of the browser's client threw. */
export function refusalOf(error: unknown): Refusal {
	if (!(error instanceof Error) || !('data' in error) || !isAnswer(error.data)) return unreachable;
	const { code, message, fields = {} } = error.data;
	return { code, message, fields };
}

type Answer = { code: string; message: string; fields?: Record<string, string> };

function isAnswer(data: unknown): data is Answer {
	return typeof data === 'object' && data !== null && 'code' in data && 'message' in data;
}
