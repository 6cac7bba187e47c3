import type { ConnectProblem } from '#lib/schemas/integration.ts';
import { DomainError } from '#server/errors.ts';

/** Built from ORIGIN, never from what a request says about its host. */
export function callbackUri(origin: string): string {
	return `${origin}/api/oauth/google/callback`;
}

/** The page that says what went wrong; it knows a sentence for each code and shows no other text. */
export function problemPage(problem: ConnectProblem): string {
	return `/integrations?problem=${problem}`;
}

const problems: Partial<Record<DomainError['code'], ConnectProblem>> = {
	forbidden: 'not_allowed',
	not_configured: 'not_configured'
};

/** A refusal that the page has words for; everything else is an error like any other. */
export async function orProblem<Result>(
	work: Promise<Result>
): Promise<{ result: Result } | { problem: ConnectProblem }> {
	try {
		return { result: await work };
	} catch (error) {
		const problem = error instanceof DomainError ? problems[error.code] : undefined;
		if (!problem) throw error;
		return { problem };
	}
}
