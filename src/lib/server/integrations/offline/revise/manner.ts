import type { Person } from '../reader/people.ts';
import { firstName } from '../reader/people.ts';
import { eachMail } from './mails.ts';

const contractions: [short: string, long: string][] = [
	["I'm", 'I am'],
	["we're", 'we are'],
	["you're", 'you are'],
	["it's", 'it is'],
	["don't", 'do not'],
	["can't", 'cannot'],
	["won't", 'will not'],
	["we'll", 'we will'],
	["I'll", 'I will'],
	["haven't", 'have not']
];

/** `Hi Priya,` -> `Dear Priya Shah,`; no contractions. */
export function formalise(text: string, people: readonly Person[]): string {
	const long = contractions.reduce((left, [short, full]) => replaceWord(left, short, full), text);
	return letter(
		long,
		(name) => `Dear ${people.find((person) => person.name && firstName(person) === name)?.name ?? name},`,
		'Kind regards,',
		'Good day,'
	);
}

/** `Dear Priya Shah,` -> `Hi Priya,`; contractions where people speak them. */
export function relax(text: string): string {
	const short = contractions.reduce((left, [brief, full]) => replaceWord(left, full, brief), text);
	return letter(
		short,
		(name) => `Hi ${/^(?:Ms|Mr|Mrs|Dr)\b/.test(name) ? name : (name.split(' ')[0] ?? name)},`,
		'Best wishes,',
		'Hello,'
	);
}

/** Gives every mail that `applies` says this very greeting. */
export function greet(text: string, greeting: string, applies: (line: string) => boolean): string {
	return eachMail(text, ([first = '', ...rest]) => [applies(first) ? greeting : first, ...rest]) ?? text;
}

function letter(text: string, hello: (name: string) => string, close: string, nameless: string): string {
	const turned = eachMail(text, (paragraphs) => {
		const name = (paragraphs[0] ?? '')
			.replace(/^(?:Dear|Hi|Hello|Hey|Good (?:day|morning|afternoon|evening)) ?/, '')
			.replace(/,$/, '');
		const greeting = name === 'everyone' ? (paragraphs[0] ?? '') : name ? hello(name) : nameless;
		const last = (paragraphs.at(-1) ?? '').replace(/^[^,\n]+,/, close);
		return [greeting, ...paragraphs.slice(1, -1), last];
	});
	return turned ?? text;
}

function replaceWord(text: string, from: string, to: string): string {
	return text.replace(new RegExp(String.raw`\b${from.replace("'", "['’]")}\b`, 'gi'), (hit) =>
		hit.startsWith(hit.charAt(0).toLowerCase()) ? to : to.charAt(0).toUpperCase() + to.slice(1)
	);
}
