/** Why a form was refused: a sentence for the whole form and sentences for its fields. */
export type FormRefusal = { code: string; message: string; fields: Record<string, string> };

type Cause = { code?: unknown; details?: { fields?: Record<string, string> }; issues?: Issue[] };
type Issue = { path: PropertyKey[]; message: string };

const statuses: Record<string, number> = {
	invalid_input: 400,
	weak_password: 400,
	wrong_credentials: 401,
	link_over: 404,
	email_taken: 409,
	not_configured: 412,
	too_many_attempts: 429
};

/** Reads what a call of `locals.api` threw. What is nobody's input is not refused but broken, and is thrown on. */
export function formRefusal(error: unknown): FormRefusal & { status: number } {
	if (error instanceof Error && 'code' in error && error.code === 'SERVICE_UNAVAILABLE')
		return { code: 'unavailable', status: 503, message: error.message, fields: {} };
	const cause = error instanceof Error ? (error.cause as Cause | undefined) : undefined;
	const code = cause?.issues ? 'invalid_input' : cause?.code;
	const status = typeof code === 'string' ? statuses[code] : undefined;
	if (!(error instanceof Error) || typeof code !== 'string' || !status) throw error;
	const fields = cause?.issues ? firstOfEach(cause.issues) : (cause?.details?.fields ?? {});
	return { code, status, message: error.message, fields };
}

function firstOfEach(issues: Issue[]): Record<string, string> {
	const fields: Record<string, string> = {};
	for (const { path, message } of issues) fields[String(path[0])] ??= message;
	return fields;
}
