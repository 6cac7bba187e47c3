import { firstTasks } from '../data/documents.ts';
import { clip } from '../text.ts';
import { bullets, draft, joined, plain, under, type Context, type Draft } from './draft.ts';

/** The first task of the first agent: who I am, how I work, what to give me first. */
export function welcome({ brief: { agent, business, memories, roleKey } }: Context): Draft {
	const tasks = firstTasks.get(roleKey) ?? firstTasks.get('operations') ?? [];
	const does = agent.description.charAt(0).toLowerCase() + agent.description.slice(1);
	const about =
		'What does your business do, and who are your customers? Two sentences help me with everything.';
	const asked = tasks.map((task, at) => `${at + 1}. ${task}`).join('\n');
	return draft({
		what: `${agent.name}, in short, and three first tasks to begin with.`,
		body: joined(
			plain(`Hello, I am ${agent.name}, ${agent.role}${business.name && ` at ${business.name}`}.`),
			does && `What I do: ${plain(does)}`,
			'Whatever I prepare comes to you first. You read it, change it, send it back or approve it; nothing leaves without you.',
			memories.length ? `**How I work**\n\n${bullets(memories.slice(0, 3))}` : '',
			`**Three things you could give me first**\n\n${asked}`
		),
		questions: business.about ? [] : [about]
	});
}

/** When nothing fits: the task in its own words, and what I would need to know. */
export function plan({ task }: Context): Draft {
	const question =
		'What should be there in the end: a mail (to whom?), a table, or a text? Without a language model I need it said plainly.';
	const lines = [task.title, ...task.own.split('\n')].map((line) => line.trim()).filter(Boolean);
	const asked = bullets(lines.slice(0, 60).map((line) => `“${clip(line, 600)}”`));
	return draft({
		what: 'the task in its own words, and what I need to know first.',
		body: joined(under('What was asked', asked), under('Open questions', bullets([question]))),
		questions: [question]
	});
}
