import type { Person } from '../reader/people.ts';
import { isClause } from './matter.ts';

const beginning = /^[>)\]\s,;:–-]*/;
const topic = /^(?:about|re:?|regarding|concerning|on|asking (?:about|for)) (.+)$/is;
const clause = /^(?:who|she|he|they) (.+)$/is;
/** `, and one to` before the next name. */
const leadingOn =
	/[\s,;:(<–-]*(?:\band\b)?\s*(?:\b(?:(?:the )?(?:one|another|next|second|third|last|other)|an? (?:second|third))\b)?\s*(?:\b(?:mail|e-?mail|draft|follow[- ]?up)\b)?\s*(?:\b(?:to|for|with)\b)?[\s,;:(<–-]*$/i;

/**
 * What running text says of each person after their address, `one to Lena Vogel <…> about the desks, one to Omar …`:
 * by address. Said after the last one alone, as in `to Lena <…> and Omar <…>, who saw our stand`, it is about all.
 */
export function toldEach(text: string, people: readonly Person[]): Map<string, string> {
	const told = new Map<string, string>();
	const known = people.filter(({ email }) => email !== null && text.includes(email));
	for (const [nth, { email }] of known.entries()) {
		if (!email) continue;
		const next = known[nth + 1];
		const end = next?.email ? text.indexOf(next.email) : undefined;
		const matter = matterIn(text.slice(text.indexOf(email) + email.length, end), next?.name ?? '');
		if (matter) told.set(email, matter);
	}
	const [only] = told.values();
	if (only && told.size === 1 && told.has(known.at(-1)?.email ?? ''))
		for (const { email } of known) if (email) told.set(email, only);
	return told;
}

function matterIn(after: string, nextName: string): string | null {
	const at = nextName ? after.lastIndexOf(nextName) : -1;
	const own = (at < 0 ? after : after.slice(0, at).replace(leadingOn, '')).replace(beginning, '');
	const first = own.split(/[.!?](?=\s|$)|\n/)[0]?.trim() ?? '';
	const said = topic.exec(first)?.[1] ?? clause.exec(first)?.[1] ?? (isClause(first) ? first : '');
	return said.length > 2 && said.length <= 200 ? said : null;
}
