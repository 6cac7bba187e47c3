import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends(`app:task:${params.id}`);
	const [task, waiting] = await Promise.all([
		loaded(locals.api.tasks.get({ id: params.id })),
		loaded(locals.api.tasks.list({ status: 'needs_review', limit: 2 }))
	]);
	// A paused agent is why a task waits; resuming it is news for this page.
	depends(`app:agent:${task.agent.id}`);
	const { status } = await loaded(locals.api.agents.get({ id: task.agent.id }));
	const next = waiting.items.find(({ id }) => id !== task.id);
	return {
		task,
		agentStatus: status,
		next: next ? { id: next.id, title: next.title, agentName: next.agent.name } : null
	};
};
