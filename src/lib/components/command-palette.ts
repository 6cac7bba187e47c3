import type { AgentListItem } from '../schemas/agent.ts';
import type { InboxItem } from '../schemas/inbox.ts';
import type { TaskListItem } from '../schemas/task.ts';
import type { Theme } from '../theme.ts';
import type { Everyone } from './pausing.svelte.ts';

type FoundAgent = Pick<AgentListItem, 'id' | 'name' | 'role' | 'avatar' | 'working'>;
type FoundTask = Pick<TaskListItem, 'id' | 'title' | 'status' | 'agent'>;
type FoundMail = Pick<InboxItem, 'id' | 'type' | 'title' | 'snippet' | 'targets' | 'agent' | 'outcome'>;

/** What the palette may do; the layout gives it the hands. */
export type PaletteActions = {
	go: (href: string) => void;
	listAgents: () => Promise<readonly FoundAgent[]>;
	/** Called as the person types, already debounced. */
	searchTasks: (text: string) => Promise<readonly FoundTask[]>;
	/** What waits or was decided, by recipient and subject; called like `searchTasks`. */
	searchMails: (text: string) => Promise<readonly FoundMail[]>;
	setTheme: (theme: Theme) => void;
	signOut: () => void;
	/** Null for those who may not pause. */
	readonly everyone: Everyone | null;
};

/** Longer ones are looked for anywhere in a text. */
const shortText = 3;

/**
 * Whether a text answers what was typed: each typed word begins one of its words, or stands anywhere in it when it is
 * long. `tom` finds Tom Adeyemi and tom@lark.example, not every customer.
 */
export function answers(text: string, typed: string): boolean {
	const lower = text.toLocaleLowerCase();
	const words = lower.split(/[^\p{L}\p{M}\p{N}]+/u);
	const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
	return wanted.every((one) => {
		const parts = one.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
		return (
			parts.every((part) => words.some((word) => word.startsWith(part))) ||
			(one.length > shortText && lower.includes(one))
		);
	});
}

/** A row that leads to something that was looked for; `said` where it has no state of its own. */
export type Found = {
	href: string;
	face: Pick<AgentListItem, 'name' | 'avatar'>;
	label: string;
	more: string;
	status?: TaskListItem['status'] | undefined;
	said?: string;
};

export function ofTask({ id, title, agent, status }: FoundTask): Found {
	return { href: `/tasks/${id}`, face: agent, label: title, more: '', status };
}

export function ofMail({ id, type, title, snippet, agent, outcome }: FoundMail): Found {
	const href = `/inbox?item=${type}:${id}`;
	return { href, face: agent, label: title, more: snippet, said: outcome ?? 'Waiting for you' };
}

export function ofAgent(agent: FoundAgent): Found {
	const status = agent.working ? 'in_progress' : undefined;
	return { href: `/agents/${agent.id}`, face: agent, label: agent.name, more: agent.role, status };
}
