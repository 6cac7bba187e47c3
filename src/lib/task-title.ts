import { showUnseen } from './visible-characters.ts';

/** Further down nobody says what it is about. */
const longestRead = 2_000;
/** What a list shows in one line. */
const longestTitle = 72;
const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/;
/** `- `, `3. `, `> `, `## `: what stands before a line and is not part of it. */
const listMark = /^(?:[>#*•·–—-]{1,6}|\d{1,3}[.)])\s+/;
/** `Hi Nora,`, `Good morning!`, `Hallo zusammen -`: at most four words, and then a sign. */
const greeting =
	/^(?:hi|hello|hey|hiya|dear|morning|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|moin|bonjour|salut|hola|ciao)(?:[ \t]+[\p{L}\p{M}'’.-]{1,40}){0,3}[ \t]?[,!:–—-][ \t]*/iu;
/** What people say to be kind, before they say what they want. */
const courtesy =
	/^(?:please|pls|kindly|bitte|(?:can|could|would|will) you(?: please)?|i(?:'d| would) like you to|i (?:need|want) you to|we need to|(?:you )?need to|let'?s)[ \t,]+/i;
/** Only what is asked for keeps its question mark: `Could you sort these?` wants something done. */
const question = /^(?:what|how|why|when|who|whose|which|where|is|are|do|does|did|has|have|should)\b/i;
const abbreviation = /(?:^|[\s(])(?:[\p{L}]|mr|mrs|ms|dr|st|no|nr|inc|ltd|co|vs|etc|approx|ca|bzw|inkl)$/iu;

/** What a task is called until somebody calls it something else: the first thing that its words ask for. */
export function taskTitle(instructions: string): string {
	const lines = instructions
		.slice(0, longestRead)
		.split(lineBreak)
		.map((line) => withoutPreface(line.replace(/\s+/g, ' ').trim()));
	const first = lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? '';
	const title = cut(firstSentence(showUnseen(first)).replace(/[\s.,;:!–—-]+$/u, ''));
	return title === '' ? 'Task' : capitalised(title);
}

function withoutPreface(line: string): string {
	const said = line.replace(listMark, '').replace(greeting, '').replace(courtesy, '');
	return said.replace(courtesy, '');
}

/** Up to a mark that ends a sentence; `Q. 5`, `3.50` and `e.g. this` go on. */
function firstSentence(line: string): string {
	for (const { 0: mark, index } of line.matchAll(/[.!?](?=\s)/g)) {
		const before = line.slice(Math.max(0, index - 12), index);
		if (mark === '.' && (abbreviation.test(before) || /^.\s+[\p{Ll}]/u.test(line.slice(index, index + 4))))
			continue;
		return line.slice(0, mark === '?' && question.test(line) ? index + 1 : index);
	}
	return line;
}

/** At a space, where there is one in the last third. */
function cut(line: string): string {
	const letters = Array.from(line);
	if (letters.length <= longestTitle) return line;
	const short = letters.slice(0, longestTitle - 1).join('');
	const space = short.lastIndexOf(' ');
	return `${short.slice(0, space > longestTitle * 0.6 ? space : short.length).replace(/[\s.,;:–—-]+$/u, '')}…`;
}

/** A word that is not written small or large by its owner, `iPhone`, stays as it is; so does an address. */
function capitalised(title: string): string {
	const [first = ''] = title.split(' ', 1);
	return /[\p{Lu}@/]/u.test(first) ? title : title.slice(0, 1).toLocaleUpperCase('en') + title.slice(1);
}
