import { z } from 'zod';

/** What a refusal says of itself, in whichever of Google's three manners. */
export type Refusal = {
	/** `error` of OAuth; `status`, `errors[].reason` and `details[].reason` of the APIs. */
	reasons: string[];
	message: string;
	retryDelay: string | null;
};

const text = z.string().catch('');
const ApiError = z.object({
	message: text,
	status: text,
	errors: z.array(z.object({ reason: text }).catch({ reason: '' })).catch([]),
	details: z
		.array(z.object({ reason: text, retryDelay: text }).catch({ reason: '', retryDelay: '' }))
		.catch([])
});
const OAuthError = z.object({ error: z.string(), error_description: text, error_subtype: text });
const longestWaitSeconds = 24 * 60 * 60;

/** Never throws: anything may stand between us and Google and answer in its place. */
export function readRefusal(answer: unknown, headers: Headers): Refusal {
	const insufficient = /error="?(insufficient_scope)/.exec(headers.get('www-authenticate') ?? '');
	const said = insufficient?.[1] ? [insufficient[1]] : [];
	const oauth = OAuthError.safeParse(answer);
	if (oauth.success) {
		const { error, error_subtype, error_description } = oauth.data;
		return { reasons: [...said, error, error_subtype], message: error_description, retryDelay: null };
	}
	const api = z.object({ error: ApiError }).safeParse(answer);
	if (!api.success) return { reasons: said, message: '', retryDelay: null };
	const { status, errors, details, message } = api.data.error;
	const reasons = [
		...said,
		status,
		...errors.map(({ reason }) => reason),
		...details.map(({ reason }) => reason)
	];
	return { reasons, message, retryDelay: details.find(({ retryDelay }) => retryDelay)?.retryDelay ?? null };
}

/**
 * Whole seconds to wait, or null when nothing says how long: from `Retry-After`, from the `RetryInfo` of newer APIs, or
 * from the sentence in which Gmail names the time.
 */
export function waitSeconds(headers: Headers, refusal: Refusal, now: number): number | null {
	const header = headers.get('retry-after')?.trim() ?? '';
	const delay = /^(\d+(?:\.\d+)?)s?$/.exec(header || (refusal.retryDelay ?? ''));
	const date = header || /retry after (\S+)/i.exec(refusal.message)?.[1];
	const seconds = delay ? Number(delay[1]) : date ? (Date.parse(date) - now) / 1_000 : NaN;
	return Number.isFinite(seconds) ? Math.min(longestWaitSeconds, Math.max(0, Math.ceil(seconds))) : null;
}
