import type { Person } from './reader/people.ts';
import { firstName } from './reader/people.ts';

/** How an agent greets and takes its leave. */
export type Voice = { manner: 'formal' | 'plain' | 'warm'; signOff: string };

const manners: [words: RegExp, manner: Voice['manner']][] = [
	[/formal(?!ity)|respectful|polite|reserved|professional|serious/i, 'formal'],
	[/friendly|warm|casual|lively|relaxed|cheerful|personal|kind/i, 'warm']
];
const signOffs: Record<Voice['manner'], string> = {
	formal: 'Kind regards,',
	plain: 'Best regards,',
	warm: 'Best wishes,'
};
const informal = /\binformal|less formal|not (?:too |so )?formal/i;

export function voiceOf(tone: string): Voice {
	const manner = informal.test(tone) ? 'warm' : (manners.find(([words]) => words.test(tone))?.[1] ?? 'plain');
	return { manner, signOff: signOffs[manner] };
}

const titled = /^(?:Mr|Ms|Mrs|Dr)\b/;
const everyone = /^(?:team|all|everyone|everybody|staff|group)@/i;

const company = /\b(?:GmbH|AG|KG|UG|Ltd|LLC|Inc|BV|SARL|Co|Team|Hotel|Studio|Café|Cafe|Restaurant|Casa)\b/;

export function greeting(voice: Voice, person: Person | null): string {
	if (person?.email && everyone.test(person.email)) return 'Hello everyone,';
	if (!person?.name || company.test(person.name)) return voice.manner === 'formal' ? 'Good day,' : 'Hello,';
	if (voice.manner === 'formal') return `Dear ${person.name},`;
	return `${voice.manner === 'warm' ? 'Hi' : 'Hello'} ${titled.test(person.name) ? person.name.replace(/ .* /, ' ') : firstName(person)},`;
}
