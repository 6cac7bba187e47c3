import type { AgentListItem } from '../schemas/agent.ts';
import type { TaskListItem } from '../schemas/task.ts';
import type { Theme } from '../theme.ts';
import type { Everyone } from './everyone.ts';

/** What the palette may do; the layout gives it the hands. */
export type PaletteActions = {
	go: (href: string) => void;
	listAgents: () => Promise<readonly Pick<AgentListItem, 'id' | 'name' | 'role' | 'avatar' | 'working'>[]>;
	/** Called as the person types, already debounced. */
	searchTasks: (text: string) => Promise<readonly Pick<TaskListItem, 'id' | 'title' | 'status' | 'agent'>[]>;
	setTheme: (theme: Theme) => void;
	signOut: () => void;
	/** Null for those who may not pause. */
	readonly everyone: Everyone | null;
};
