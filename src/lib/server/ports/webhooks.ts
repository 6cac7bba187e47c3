/** What a receiver answered: its status, and the beginning of what it said. */
export type WebhookReply = { status: number; body: string };

/**
 * One signed POST to a public https address: private networks are refused, redirects not followed, the answer is
 * bounded. Throws VendorError.
 */
export type Webhooks = {
	/** What this receiver checks signatures with: `whsec_…`, as Standard Webhooks writes it. */
	secretFor(entryId: string): string;
	/** `id` is the same on every try, so that the receiver can tell a repeat. */
	post(request: { entryId: string; url: string; id: string; body: string }): Promise<WebhookReply>;
};
