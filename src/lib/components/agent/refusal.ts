import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '#server/trpc/router.ts';

export type Refusal = { code: string; message: string; fields: Record<string, string> };

/** What the server said when it refused, in its words; without an answer, that there was none. */
export function refusalOf(error: unknown): Refusal {
	const data = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : null;
	if (data) return { code: data.code, message: data.message, fields: data.fields ?? {} };
	return {
		code: 'unreachable',
		message: 'The server could not be reached. Check your connection and try again.',
		fields: {}
	};
}
