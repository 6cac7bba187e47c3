/** An agent's proposal that came to nothing, and why when somebody or something said so. */
export type Outcome = { title: string; snippet: string; status: string; reason: string | null };

const said: Record<string, (reason: string | null) => string> = {
	expired: () => 'expired unanswered: nobody decided in time, and nothing was done.',
	rejected: (reason) => (reason ? `was rejected: ${reason}` : 'was rejected.'),
	failed: (reason) => (reason ? `could not be carried out: ${reason}` : 'could not be carried out.')
};

/** The states in which a proposal has come to nothing. */
export const endings = Object.keys(said);

/** A sentence for the agent. */
export function outcomeInWords({ title, snippet, status, reason }: Outcome): string {
	const what = snippet ? `${title} (${snippet})` : title;
	return `${what} ${said[status]?.(reason) ?? status}`;
}
