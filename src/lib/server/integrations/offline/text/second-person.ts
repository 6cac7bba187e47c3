import { sentence, small } from './sentences.ts';

const irregular: Record<string, string> = {
	has: 'have',
	is: 'are',
	was: 'were',
	does: 'do',
	goes: 'go',
	"isn't": "aren't",
	"hasn't": "haven't",
	"doesn't": "don't",
	tries: 'try'
};
const keeps =
	/^(?:[a-z]+ed|would|could|should|can|may|might|must|will|only|also|still|never|did|had|[a-z]*ss|wrote|bought|said|found|got|thus|always)$/;

/** The verb after `you`: `wants` -> `want`. */
export function verbForYou(verb: string): string {
	if (irregular[verb]) return irregular[verb];
	if (keeps.test(verb)) return verb;
	if (/(?:ch|sh|x|ss)es$/.test(verb)) return verb.slice(0, -2);
	return /[a-z]{2}s$/.test(verb) ? verb.slice(0, -1) : verb;
}

/** What a task says about a person, said to that person: `she wants her desk` -> `you want your desk`. */
export function toYou(text: string): string {
	if (/\byou(?:r|rs)?\b/i.test(text) && /\b(?:would|will|did|do|can|could|should) you\b/i.test(text))
		return sentence(text);
	const plural = /^(?:if |when |whether )?they\b/i.test(text)
		? text.replace(/\bthey\b/gi, 'you').replace(/\bthem\b/gi, 'you')
		: text;
	const turned = plural
		.replace(
			/^(?:the|a|our) (?:customer|client|guest|candidate|buyer),? ?(?:[^,]{1,80},)? (?=[a-z])/i,
			'you '
		)
		.replace(/\b(?:she|he)(?:'s|’s)\b/gi, 'you are')
		.replace(/\b(?:she|he)(?=['’](?:d|ll)\b)/gi, 'you')
		.replace(
			/\b(she|he) (only |also |still |never )?([a-z']+)/gi,
			(_all, _who, adverb: string | undefined, verb: string) => `you ${adverb ?? ''}${verbForYou(verb)}`
		)
		.replace(
			/\b(?:her|him)(?=[.,;:!?]|$| (?:nothing|anything|something|to|for|with|a|an|the|if|when|by|in|on|at|that|about|and|or|it|free)\b)/gi,
			'you'
		)
		.replace(/\bhim\b/gi, 'you')
		.replace(/\b(?:her|his|their)\b/gi, 'your')
		.replace(/\byou should ignore the mail\b/gi, 'please ignore this mail');
	return sentence(turned);
}

const past =
	/^(?!need\b|proceed\b|succeed\b)(?:[a-z]+ed|did|had|wrote|bought|said|found|got|came|went|sent)\b/;

/** Up to six words, or a name and its address, and then what is asked. */
const asking =
	/^(?:please |also |and )*(?:ask|find out) (?:from )?(?:(?!(?:whether|if|for|about|to|when|where|what|how|which|who|why)\b)\S+ ){0,6}?(whether|if|for|about|to|when|where|what|how|which|who|why) (.+)$/iu;

/** `Ask whether she has 20 minutes` -> `Do you have 20 minutes?`; null when the sentence asks us for something else. */
export function askedQuestion(instruction: string): string | null {
	const about = instruction.match(asking);
	if (!about) return null;
	const word = String(about[1]).toLowerCase();
	const rest = toYou(small(String(about[2]).replace(/[.!?]+$/, ''))).replace(/\.$/, '');
	if (word === 'for' || word === 'about') return `May I ask you ${word} ${small(rest).replace(/^you /, '')}?`;
	if (word === 'to') return `Could you please ${small(rest)}?`;
	if (word !== 'whether' && word !== 'if') return `Could you tell me ${word} ${small(rest)}?`;
	const you = rest.match(/^you (would|could|can|will|are|were|should|may) (.+)$/i);
	if (you) return `${sentence(`${you[1]} you ${you[2]}`).replace(/\.$/, '')}?`;
	const doing = rest.match(/^you (?!only|also|still)(.+)$/i);
	if (doing && !past.test(String(doing[1]))) return `Do you ${doing[1]}?`;
	const modal = rest.match(
		/^((?:the|a|an|your|our|we|I|this|that|it)(?: [\p{L}\d-]+){0,4}?) (can|could|will|would|is|are|may) (.+)$/iu
	);
	if (modal) return `${sentence(`${modal[2]} ${small(String(modal[1]))} ${modal[3]}`).replace(/\.$/, '')}?`;
	return `Could you tell me ${about[1]} ${small(rest)}?`;
}
