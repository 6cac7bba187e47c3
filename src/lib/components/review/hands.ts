import type {
	Action,
	BulkDecide,
	BulkResult,
	DecideAction,
	DecidedAction,
	ResolveAction
} from '../../schemas/action.ts';
import type { InboxDetail, InboxItem, SnoozeItem } from '../../schemas/inbox.ts';
import type { DecideTask } from '../../schemas/task.ts';

/** What the page can do. */
export type PageHands = {
	read: (item: { id: string; type: InboxItem['type'] }) => Promise<InboxDetail>;
	decide: (input: DecideAction) => Promise<DecidedAction>;
	bulk: (input: BulkDecide) => Promise<BulkResult>;
	undo: (id: string) => Promise<Action>;
	resolve: (input: ResolveAction) => Promise<Action>;
	snooze: (input: SnoozeItem) => Promise<unknown>;
	decideTask: (input: DecideTask) => Promise<unknown>;
	remember: (lesson: { agentId: string; text: string; reviewId: string }) => Promise<unknown>;
	trust: (answer: { agentId: string; kind: string; accept: boolean }) => Promise<unknown>;
	/** The list, the counts and what the page shows besides, anew. */
	reload: () => Promise<void>;
};

/** What the desk may do. */
export type Hands = PageHands & {
	/** Says something in passing; failures say what to do. */
	say: (kind: 'done' | 'failed', title: string, description?: string) => void;
};
