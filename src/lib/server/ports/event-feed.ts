import type { LiveEvent } from '#lib/schemas/event.ts';

/** Live events of one workspace, from this process's one LISTEN connection. */
export type EventFeed = {
	/** `onGap` is called after a lost connection came back: events may have been missed. */
	subscribe(workspaceId: string, onEvent: (event: LiveEvent) => void, onGap: () => void): () => void;
	/** Every workspace's, for the worker. */
	subscribeToAll(onEvent: (event: LiveEvent) => void): () => void;
};
