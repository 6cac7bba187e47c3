/** The text of a form's field; a file or nothing reads as empty. */
export function textOf(form: FormData, field: string): string {
	const value = form.get(field);
	return typeof value === 'string' ? value : '';
}

const statuses: Record<string, number> = { too_many_attempts: 429, email_taken: 409, wrong_credentials: 401 };

/** The status of a page that shows a refused form again. */
export function statusOf(code: string): number {
	return statuses[code] ?? (['internal', 'unavailable'].includes(code) ? 503 : 400);
}
