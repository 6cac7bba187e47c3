/** What people type in a hurry, and what it stands for. Only whole words, never inside an address. */
const hurried: Record<string, string> = {
	pls: 'please',
	plz: 'please',
	u: 'you',
	ur: 'your',
	bc: 'because',
	thx: 'thanks',
	sth: 'something',
	smth: 'something',
	tmrw: 'tomorrow',
	asap: 'as soon as possible',
	hasnt: "hasn't",
	havent: "haven't",
	isnt: "isn't",
	arent: "aren't",
	dont: "don't",
	doesnt: "doesn't",
	didnt: "didn't",
	wasnt: "wasn't",
	werent: "weren't",
	couldnt: "couldn't",
	wouldnt: "wouldn't",
	shouldnt: "shouldn't",
	cant: "can't",
	thats: "that's"
};
const hurriedWord = new RegExp(
	String.raw`(?<![\w@.&+-])(?:${Object.keys(hurried).join('|')})(?![\w@&+-]|\.\w)`,
	'g'
);

const days = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const months = 'january|february|april|june|july|august|september|october|november|december';
const calendarWord = new RegExp(
	String.raw`(?<![\w@.-])(?:${days}|${months}|(?<=\d )(?:march|may|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)|(?<=\b(?:in|by|before|until|from|since|end of) )(?:march|may))(?![\w@-]|\.\w)`,
	'g'
);
const request =
	/(^|[.!?\n]\s*)(?:can|could|would|will) (?:you|we) (?:please |maybe |quickly |just |also )*/gi;
const hello =
	/^(?:hey|hi|hello|morning|good morning)(?: \p{L}{2,20})?[\s,!]+(?=(?:can|could|please|would|we|I)\b)/iu;

/** The words of whoever gives the task, as they would have written them with more time. */
export function tidyOwn(text: string): string {
	return tidyCalendar(text.replace(/(?<=\s)w\/\s?(?=\w)/g, 'with '))
		.replace(hurriedWord, (word) => hurried[word] ?? word)
		.replace(/\s*(?<![\w])(?:lol|haha+|[:;]-?\))(?=[\s.,!?]|$)/gi, '')
		.replace(hello, '')
		.replace(/\bsay (?:thanks|thank you) for\b/gi, 'thank them for')
		.replace(request, '$1Please ')
		.replace(/\b(please )please /gi, '$1')
		.replace(/^\s*-{2} (?=\S)/, '');
}

/** `5 nov` as `5 Nov`, `thursday` as `Thursday`, `89,00 eur` as `89,00 EUR`. */
export function tidyCalendar(text: string): string {
	return text
		.replace(calendarWord, (word) => word.charAt(0).toUpperCase() + word.slice(1))
		.replace(/(?<=\d ?)(?:eur|euros?)(?![\w@])/gi, 'EUR');
}
