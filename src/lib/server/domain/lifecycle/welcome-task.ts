import type { Agent } from '#lib/schemas/agent.ts';
import type { CreateTask } from '#lib/schemas/task.ts';

/** The first thing a workspace's first agent does, so that its owner sees a review at once. */
export function welcomeTask(agent: Agent): CreateTask {
	return {
		agentId: agent.id,
		type: 'work',
		title: `Introduce yourself, ${agent.name}`,
		instructions: [
			'Introduce yourself in a few sentences: what you do for us and how you like to work.',
			'Then suggest three first tasks that you could take off our hands this week, each with what you would need from us.'
		].join('\n')
	};
}
