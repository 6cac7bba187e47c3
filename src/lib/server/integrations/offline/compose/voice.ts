import type { Brief } from '#lib/schemas/brief.ts';
import { lexicon } from '../data/words.ts';
import { isCompany, type Person } from '../reader/people.ts';
import { rowsOf, says } from '../text.ts';

/** How an agent greets somebody with a name and without one, and takes its leave, by words of its tone. */
const manners = rowsOf(`
	informal|less formal|not formal|not too formal|not so formal | Hi {short}, | Hello, | Best wishes,
	formal|respectful|polite|reserved|professional|serious | Dear {name}, | Good day, | Kind regards,
	friendly|warm|casual|lively|relaxed|cheerful|personal|kind | Hi {short}, | Hello, | Best wishes,
	* | Hello {short}, | Hello, | Best regards,
`);
const mannerOf = (tone: string) => manners.find(([words = '']) => words === '*' || says(tone, words)) ?? [];

export function greeting(tone: string, person: Person): string {
	const [, named = '', nameless = ''] = mannerOf(tone);
	const [local = ''] = (person.email ?? '').toLowerCase().split('@');
	if (lexicon.groups.has(local)) return 'Hello everyone,';
	if (!person.name || isCompany(person)) return nameless;
	const [first = '', ...more] = person.name.split(' ');
	const short = ['Mr', 'Ms', 'Mrs', 'Dr'].includes(first.replace('.', ''))
		? `${first} ${more.at(-1) ?? ''}`
		: first;
	return named.replace('{short}', () => short).replace('{name}', () => person.name);
}

const signing =
	/\b[Ss]ign(?:ed)?(?: (?:it|them|the mails?|all mails?|everything))? (?:as|by|with|from) ["“]?(\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,2})/u;
export const signerIn = (text: string): string => signing.exec(text)?.[1] ?? '';

/** Whoever gave the task signs, unless it or a note says who does. */
export function signOff({ agent, business, memories, requestedBy }: Brief, own: string): string {
	const signer = [own, ...memories].map(signerIn).find(Boolean) ?? (requestedBy.trim() || '[your name]');
	return [mannerOf(agent.tone)[3], signer, business.name.trim()].filter(Boolean).join('\n');
}
