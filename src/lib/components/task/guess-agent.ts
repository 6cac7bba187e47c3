import type { Agent } from '../../schemas/agent.ts';

export type Choosable = Pick<Agent, 'id' | 'name' | 'role' | 'avatar' | 'status' | 'roleTemplate'> & {
	/** How words of a task begin that is likely for this role, and those of the agent's own title. */
	words: readonly string[];
	lastTaskAt: string | null;
};
/** Who would do it, and the sentence that says why; empty where there was nothing to choose. */
export type Guess = { agentId: string; why: string };

/** What it is about is said early. */
const longestRead = 2_000;
/** An agent is spoken to at the beginning: `Hi Nora, …`, `Please ask Nora to …`. */
const wordsOfAddress = 4;
/** `quote` also stands for `quotes` and `quoted`. */
const longestEnding = 3;
/** What stands among the first words says what it is about; what comes later may be an example. */
const firstWords = 12;
const weightOfFirstWords = 5;

/** Whom a text is most likely meant for: who is spoken to, else whose work its words are, else who had the last task. */
export function guessAgent(text: string, agents: readonly Choosable[]): Guess | null {
	const words = wordsOf(text.slice(0, longestRead));
	const spokenTo = agents.find(({ name }) => words.slice(0, wordsOfAddress).includes(name.toLowerCase()));
	if (spokenTo) return { agentId: spokenTo.id, why: `You wrote to ${spokenTo.name}.` };
	const free = agents.filter(({ status }) => status === 'active');
	const able = free.length > 0 ? free : agents;
	const ranked = able
		.map((agent) => ({ agent, found: matches(words, agent.words) }))
		.sort((a, b) => weight(b.found) - weight(a.found) || latest(b.agent) - latest(a.agent));
	const [best] = ranked;
	if (!best) return null;
	return { agentId: best.agent.id, why: able.length > 1 ? reason(best.agent, [...best.found.keys()]) : '' };
}

function reason({ name, lastTaskAt }: Choosable, found: readonly string[]): string {
	const [first, second] = found;
	if (first !== undefined)
		return `Guessed from ${second === undefined ? `“${first}”` : `“${first}” and “${second}”`}.`;
	return lastTaskAt ? `${name} had your last task.` : '';
}

const latest = ({ lastTaskAt }: Choosable) => (lastTaskAt ? Date.parse(lastTaskAt) : 0);
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** What of a vocabulary stands in a text, each once, in the text's own words, with its weight. */
function matches(words: readonly string[], vocabulary: readonly string[]): Map<string, number> {
	const found = new Map<string, number>();
	words.forEach((word, index) => {
		const pair = `${word} ${words[index + 1] ?? ''}`;
		for (const entry of vocabulary) {
			const read = entry.includes(' ') ? pair : word;
			const fits = read.startsWith(entry) && read.length <= entry.length + longestEnding;
			if (fits && !found.has(read)) found.set(read, index < firstWords ? weightOfFirstWords : 1);
		}
	});
	return found;
}

function weight(found: ReadonlyMap<string, number>): number {
	return [...found.values()].reduce((sum, one) => sum + one, 0);
}
