/** What was typed into a form for a new task and not sent yet, and the key under which it will be sent. */
export type TaskDraft = {
	agentId: string;
	title: string;
	instructions: string;
	material: string;
	recipients: string[];
	idempotencyKey: string;
};

/** Works on plain http too, where browsers keep `crypto.randomUUID` back. */
export function newIdempotencyKey(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The draft of this tab, or null. Browsers that keep nothing simply have none. */
export function readDraft(storageKey: string): TaskDraft | null {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null');
		return isDraft(kept) ? kept : null;
	} catch {
		return null;
	}
}

export function keepDraft(storageKey: string, draft: TaskDraft | null): void {
	try {
		if (draft) sessionStorage.setItem(storageKey, JSON.stringify(draft));
		else sessionStorage.removeItem(storageKey);
	} catch {
		// Full or forbidden: the form works all the same.
	}
}

function isDraft(kept: unknown): kept is TaskDraft {
	if (typeof kept !== 'object' || kept === null) return false;
	const fields = ['agentId', 'title', 'instructions', 'material', 'idempotencyKey'];
	const { recipients } = kept as Record<string, unknown>;
	return (
		fields.every((field) => typeof (kept as Record<string, unknown>)[field] === 'string') &&
		Array.isArray(recipients) &&
		recipients.every((one) => typeof one === 'string')
	);
}
