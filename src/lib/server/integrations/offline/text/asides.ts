import type { Person } from '../reader/people.ts';
import type { Intent } from './intent.ts';
import { toYou } from './second-person.ts';

const noteToUs =
	/^(?:hey|hi|hello|ok|so|someone called|somebody called|there(?: is|'s) (?:a|this)|neither\b|nobody (?:has )?(?:answered|replied)|(?:second|third|last|final|another|friendly|first) reminder\b|(?:friendly|polite|firm|short|warm|nice)(?: but| and|[.,!]|$)|(?:the |his |her |their )?(?:e-?)?mail(?: address)? is\b|not too\b|nothing too\b)/i;

/**
 * A sentence that speaks of the recipient by name or address is a note to the agent. In the mail it would
 * embarrass whoever signs it, so it is set aside, and the draft says so.
 */
export function leaveOutAsides(intent: Intent, people: readonly Person[]): Intent {
	const aside = (fact: string) =>
		noteToUs.test(fact) || people.some((person) => speaksOf(toYou(fact), person));
	return {
		...intent,
		facts: intent.facts.filter((fact) => !aside(fact)),
		asides: intent.facts.filter(aside)
	};
}

function speaksOf(fact: string, { name, email }: Person): boolean {
	if (/\bappl(?:y|ications?)\b/i.test(fact)) return false;
	if (email && fact.toLowerCase().includes(email.toLowerCase())) return true;
	return name.includes(' ') && fact.includes(name);
}
