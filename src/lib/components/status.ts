import type { AgentStatus } from '../schemas/agent.ts';
import type { TaskStatus } from '../schemas/task.ts';
import type { Tone } from './ui/variants.ts';

/** What a person says for each state, and its colour. */
export const taskStatusWords: Record<TaskStatus, { label: string; tone: Tone }> = {
	queued: { label: 'In line', tone: 'neutral' },
	in_progress: { label: 'Working', tone: 'running' },
	needs_review: { label: 'Waiting for you', tone: 'waiting' },
	approved: { label: 'Approved', tone: 'done' },
	completed: { label: 'Done', tone: 'done' },
	failed: { label: 'Failed', tone: 'failed' },
	rejected: { label: 'Rejected', tone: 'neutral' },
	cancelled: { label: 'Cancelled', tone: 'neutral' }
};

export const agentStatusWords: Record<AgentStatus, { label: string; tone: Tone }> = {
	active: { label: 'Ready', tone: 'neutral' },
	paused: { label: 'Paused', tone: 'waiting' },
	archived: { label: 'Archived', tone: 'neutral' }
};
