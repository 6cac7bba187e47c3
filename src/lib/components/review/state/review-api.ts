import type { Action, DecideAction, DecidedAction, ResolveAction } from '#lib/schemas/action.ts';
import type { BulkDecide, BulkResult } from '#lib/schemas/bulk.ts';
import type { InboxDetail, InboxItem, SnoozeItem } from '#lib/schemas/inbox.ts';
import type { DecideTask } from '#lib/schemas/task.ts';
import type { MailResult } from '#lib/schemas/result.ts';

/** What the page can do. */
export type PageReviewApi = {
	read: (item: { id: string; type: InboxItem['type'] }) => Promise<InboxDetail>;
	decide: (input: DecideAction) => Promise<DecidedAction>;
	bulk: (input: BulkDecide) => Promise<BulkResult>;
	/** Takes back the approval of an action, or of a result. */
	undo: (item: { id: string; type: InboxItem['type'] }) => Promise<unknown>;
	/** Reads what it goes into once more. */
	look: (id: string) => Promise<Action>;
	resolve: (input: ResolveAction) => Promise<Action>;
	snooze: (input: SnoozeItem) => Promise<unknown>;
	decideTask: (input: DecideTask) => Promise<unknown>;
	/** Everything that the newest version of a task's work brings before a reviewer. */
	itemsOf: (taskId: string) => Promise<InboxItem[]>;
	/** Markdown as it will be shown. */
	preview: (markdown: string) => Promise<string>;
	/** The text of a result as a mail before its reviewer. */
	mail: (input: MailResult) => Promise<Action>;
	remember: (lesson: { agentId: string; text: string; reviewId: string }) => Promise<unknown>;
	trust: (answer: { agentId: string; kind: string; accept: boolean }) => Promise<unknown>;
	/** The list, the counts and what the page shows besides, anew. */
	reload: () => Promise<void>;
};

/** What the review may do. */
export type ReviewApi = PageReviewApi & {
	/** Says something in passing; failures say what to do. */
	say: (kind: 'done' | 'failed', title: string, description?: string) => void;
};
