/** Why a form was not taken, for the page and for its status. */
export type FormProblem = { status: number; message: string; fields: Record<string, string>; stamp?: string };

type Cause = { code?: unknown; details?: { fields?: Record<string, string> }; issues?: unknown[] };

const statuses: Record<string, number> = {
	invalid_input: 422,
	not_found: 404,
	workflow_off: 410,
	workflow_paused: 409,
	agent_unavailable: 409,
	rate_limited: 429
};

/** Reads what a call of `locals.api` threw. What is broken, and nobody's input, is thrown on. */
export function formProblem(error: unknown): FormProblem {
	if (!(error instanceof Error)) throw error;
	if ('code' in error && error.code === 'SERVICE_UNAVAILABLE')
		return { status: 503, message: error.message, fields: {} };
	const cause = error.cause as Cause | undefined;
	const code = cause?.issues ? 'invalid_input' : cause?.code;
	const status = typeof code === 'string' ? statuses[code] : undefined;
	if (!status) throw error;
	const message = cause?.issues ? 'This form could not be read. Please send it again.' : error.message;
	return { status, message, fields: cause?.details?.fields ?? {} };
}
