import { sentences } from '../text/sentences.ts';

/** A text in paragraphs; mails in it are found by their greeting and their sign-off. */
const greetingLine = /^(?:Dear|Hi|Hello|Hey|Good (?:day|morning|afternoon|evening))\b[^\n]{0,80},$/;
const signOffLine =
	/^(?:Best wishes|Best regards|Kind regards|Warm regards|Regards|Sincerely|Yours sincerely|All the best|Many thanks|Cheers|Best),(?= *(?:\n|$))/;
const lastWord = /^(?:If |Please let me know|Would you|Do you|Could you|I wish you)|\?$/;

export const isGreeting = (paragraph: string) => greetingLine.test(paragraph);
export const isSignOff = (paragraph: string) => signOffLine.test(paragraph);

export function paragraphsOf(text: string): string[] {
	return text.split(/\n{2,}/);
}

/** Changes each mail of a text: its paragraphs from the greeting to the sign-off. Null when there is no mail. */
export function eachMail(text: string, edit: (paragraphs: string[]) => string[]): string | null {
	const paragraphs = paragraphsOf(text);
	const result: string[] = [];
	let found = false;
	for (let at = 0; at < paragraphs.length; at++) {
		const end = isGreeting(paragraphs[at] ?? '')
			? paragraphs.findIndex((each, index) => index > at && isSignOff(each))
			: -1;
		if (end < 0) {
			result.push(paragraphs[at] ?? '');
			continue;
		}
		result.push(...edit(paragraphs.slice(at, end + 1)));
		found = true;
		at = end;
	}
	return found ? result.join('\n\n') : null;
}

/** Puts a sentence before the closing question, or at the end of what is no mail. */
export function addSentence(text: string, sentence: string, applies: (greeting: string) => boolean): string {
	const added = eachMail(text, (paragraphs) => {
		if (!applies(paragraphs[0] ?? '')) return paragraphs;
		const closing = paragraphs.length - 2;
		const before = closing > 0 && lastWord.test(paragraphs[closing] ?? '') ? closing : paragraphs.length - 1;
		return [...paragraphs.slice(0, before), sentence, ...paragraphs.slice(before)];
	});
	return added ?? `${text}\n\n${sentence}`;
}

/** Takes whole sentences out; headings, tables and list lines go as a line. */
export function dropSentences(text: string, drop: (sentence: string) => boolean): string {
	return paragraphsOf(text)
		.map((paragraph) => {
			if (isGreeting(paragraph) || isSignOff(paragraph) || /^(?:\*\*To|#|\|)/.test(paragraph))
				return paragraph;
			if (/^(?:[-*]|\d+\.) /.test(paragraph))
				return paragraph
					.split('\n')
					.filter((line) => !drop(line))
					.join('\n');
			const all = sentences(paragraph);
			const kept = all.filter((sentence) => !drop(sentence));
			return kept.length === all.length ? paragraph : kept.join(' ');
		})
		.filter((paragraph) => paragraph !== '')
		.join('\n\n');
}

/** Keeps what carries a number, a question or the reason for writing; at most `words` words a mail when given. */
export function shorten(text: string): string {
	const shorter = (paragraphs: string[], keepFirst: boolean) =>
		paragraphs.map((paragraph, index) => {
			if (isGreeting(paragraph) || isSignOff(paragraph) || /^(?:[-*#|>]|\d+\.|\*\*|---)/.test(paragraph))
				return paragraph;
			const all = sentences(paragraph);
			const kept = all.filter((each, at) => (keepFirst && at === 0 && index <= 1) || /[\d?[]|:$/.test(each));
			return kept.length === all.length ? paragraph : kept.join(' ');
		});
	const mails = eachMail(text, (paragraphs) => shorter(paragraphs, true).filter(Boolean));
	return (
		mails ??
		paragraphsOf(text)
			.map((paragraph) => firstSentences(paragraph))
			.join('\n\n')
	);
}

function firstSentences(paragraph: string): string {
	if (/^(?:[-*#|>]|\d+\.|\*\*)/.test(paragraph)) return paragraph;
	const all = sentences(paragraph);
	return all.length < 3 ? paragraph : all.slice(0, 2).join(' ');
}
