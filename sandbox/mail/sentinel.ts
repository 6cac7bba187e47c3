/** What a mail asks the sandbox to do to it, in its subject or in a recipient. */
export type Sentinel = { kind: '4xx' | '5xx' | 'cut-after-data' | 'hang'; once: boolean };

const kinds = ['4xx', '5xx', 'cut-after-data', 'hang'] as const;

/**
 * Finds `sandbox:4xx` in a subject or `anna+sandbox-4xx@example.com` among recipients. With `-once` at the end
 * only the first hand-over of a Message-ID fails.
 */
export function sentinelIn(texts: string[]): Sentinel | null {
	for (const text of texts) {
		const [, kind, once] = /sandbox[:-](4xx|5xx|cut-after-data|hang)(-once)?/i.exec(text) ?? [];
		const known = kinds.find((name) => name === kind?.toLowerCase());
		if (known) return { kind: known, once: once !== undefined };
	}
	return null;
}
