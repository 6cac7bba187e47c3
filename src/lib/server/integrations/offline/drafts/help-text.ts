import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain } from '../text/markdown.ts';
import { count, fragments, sentence } from '../text/sentences.ts';
import { allItems } from './shared.ts';

type Pair = { question: string; answer: string };

/** Support: repeated questions and their answers as a help text that customers can read. */
export const helpText: Drafting = (context) => {
	const pairs = readPairs(context);
	if (pairs.length === 0) return null;
	const open = pairs.filter(({ answer }) => answer === '');
	return draft({
		what: `a help text with ${count(pairs.length, 'question')}.`,
		body: [
			`# ${plain(/faq|help|questions/i.test(context.task.title) ? 'Questions and answers' : context.task.title)}`,
			...pairs.map(
				({ question, answer }) => `## ${plain(question)}\n\n${answer ? plain(sentence(answer)) : '[answer]'}`
			),
			'Is something missing here? Just write to us.'
		].join('\n\n'),
		assumptions: ['Every answer says only what the task says.'],
		questions: open.map(({ question }) => `What do we answer to “${question}”? [answer]`)
	});
};

/** `how long does delivery take (3-5 days)` in a sentence, or `How long …? 3-5 days` in a list. */
function readPairs(context: Context): Pair[] {
	const items = allItems(context);
	const parts = items.length
		? items
		: fragments(context.task.prose.match(/: ((?:[^:()\n]+\([^()]+\))+)/)?.[1] ?? '');
	return parts.map(pairOf).filter((pair) => pair !== null);
}

const asking = /^(?:how|what|when|where|which|who|why|do|does|can|could|is|are|will|may|have)\b/i;

function pairOf(part: string): Pair | null {
	const inBrackets = part.match(/^([^()]{5,200}?)\?? ?\(([^()]{1,300})\)\.?$/);
	const afterMark = part.match(/^([^?]{5,200}\?) ?(?:[-–:] ?)?(.{0,600})$/);
	const [, question = '', answer = ''] = inBrackets ?? afterMark ?? [];
	if (!asking.test(question.trim())) return null;
	return { question: sentence(`${question.trim().replace(/\?$/, '')}?`), answer: answer.trim() };
}
