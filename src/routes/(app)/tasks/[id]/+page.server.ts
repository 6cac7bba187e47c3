import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends(`app:task:${params.id}`);
	const { api } = locals;
	const [task, waiting, { items }, kinds] = await Promise.all([
		loaded(api.tasks.get({ id: params.id })),
		loaded(api.tasks.list({ status: 'needs_review', limit: 2 })),
		loaded(api.tasks.items({ id: params.id })),
		loaded(api.actions.kinds())
	]);
	// A paused agent is why a task waits; resuming it is news for this page.
	depends(`app:agent:${task.agent.id}`);
	const first = items.find(({ status }) => status === 'proposed') ?? items[0];
	const [{ status }, detail] = await Promise.all([
		loaded(api.agents.get({ id: task.agent.id })),
		first ? loaded(api.inbox.get({ id: first.id, type: first.type })) : null
	]);
	const next = waiting.items.find(({ id }) => id !== task.id);
	return {
		task,
		items,
		detail,
		kinds: kinds.items,
		agentStatus: status,
		next: next ? { id: next.id, title: next.title, agentName: next.agent.name } : null
	};
};
