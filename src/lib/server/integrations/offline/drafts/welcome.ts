import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { roleNotes } from '../role-notes.ts';
import { bullets, plain } from '../text/markdown.ts';

/** The first task of the first agent: who I am, how I work, what to give me first. */
export const welcome: Drafting = ({ brief }) => {
	const { agent, business } = brief;
	const habits = brief.memories.slice(0, 3);
	return draft({
		what: `${agent.name}, in short, and three first tasks to begin with.`,
		body: [
			plain(`Hello, I am ${agent.name}, ${agent.role}${business.name ? ` at ${business.name}` : ''}.`),
			agent.description
				? `What I do: ${plain(agent.description.charAt(0).toLowerCase() + agent.description.slice(1))}`
				: '',
			'Whatever I prepare comes to you first. You read it, change it, send it back or approve it; nothing leaves without you.',
			habits.length ? `**How I work**\n\n${bullets(habits)}` : '',
			`**Three things you could give me first**\n\n${roleNotes(brief.roleKey)
				.firstTasks.map((task, index) => `${index + 1}. ${task}`)
				.join('\n')}`
		]
			.filter(Boolean)
			.join('\n\n'),
		questions: business.about
			? []
			: ['What does your business do, and who are your customers? Two sentences help me with everything.']
	});
};
