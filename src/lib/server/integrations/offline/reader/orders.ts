import { aboutOf, lexicon } from '../data/words.ts';

/** What an order is about (`write`, `ask`, …), its first word, and what follows. */
export type Order = { about: string; verb: string; rest: string };

const bare = (word = '') => word.toLowerCase().replace(/[,.!:;?]{1,5}$/, '');
const requests = ['can', 'could', 'would', 'will'];
const asked = ['you', 'u', 'we'];

/** `Hey Nora, can you please tell Tom …` -> `tell Tom …` */
export function withoutFillers(text: string, agent = ''): string {
	const words = text.split(' ').filter(Boolean);
	let at = 0;
	for (; at < Math.min(words.length, 12); at++) {
		const word = bare(words[at]);
		const named = lexicon.hellos.has(word) && words[at + 1]?.endsWith(',');
		if (named || (requests.includes(word) && asked.includes(bare(words[at + 1])))) at++;
		else if (!lexicon.fillers.has(word) && (agent === '' || word !== agent.toLowerCase())) break;
	}
	return words.slice(at).join(' ');
}

/** Null when the text is no order to the agent that the table knows. */
export function orderIn(text: string, agent = ''): Order | null {
	const plain = withoutFillers(text, agent);
	const [raw = '', next = ''] = plain.split(' ', 2);
	const verb = bare(raw);
	const about = aboutOf.get(verb);
	// `Order 4711 is late` orders nothing.
	if (about === undefined || (verb === 'order' && /^(?:no|number|#|\d{3})/i.test(next))) return null;
	return { about, verb, rest: `${raw.endsWith(':') ? ': ' : ''}${plain.slice(raw.length).trim()}` };
}
