/** Verbs that say what a message should do, in every form in which people write them. */
const verbs = [
	'apologise',
	'apologize',
	'tell',
	'thank',
	'ask',
	'offer',
	'explain',
	'confirm',
	'invite',
	'say',
	'mention',
	'propose',
	'suggest',
	'remind',
	'find out',
	'inform'
];

const forms = new Map(
	verbs.flatMap((verb) => {
		const stem = verb.replace(/e$/, '');
		return [verb, `${verb}s`, `${stem}ing`].map((form) => [form, verb] as const);
	})
);
const start = new RegExp(
	String.raw`(?<!not|n't|n’t|never|you|we|they|he|she|who|I)(?:,? and (?:also )?(?:to )?|,? then |,? that |,? which |,? to |, | )(?=(?:${[...forms.keys()].join('|')})\b)`,
	'i'
);
const inner = new RegExp(String.raw`,? and (?:also )?(?=(?:${[...forms.keys()].join('|')})\b)`, 'i');
const leads =
	/^(?:please |also |kindly )*(?:write|draft|compose|prepare|send|drop|contact|message|reply|respond|answer|e-?mail|mail|follow up|make|create)\b/i;

/** `Write a reply that apologises and tells her that …` as `Write a reply`, `apologise`, `tell her that …`. */
export function clauses(sentence: string): string[] {
	const first = sentence.split(' ')[0]?.toLowerCase() ?? '';
	if (leads.test(sentence))
		return joined(sentence.split(new RegExp(start.source, 'gi')))
			.map(toOrder)
			.filter(Boolean);
	return forms.has(first) ? sentence.split(new RegExp(inner.source, 'gi')).map(toOrder) : [sentence];
}

/** `ask her to confirm it` is one clause: the second verb is hers, not ours. */
function joined(parts: string[]): string[] {
	const whole: string[] = [];
	for (const part of parts) {
		const last = whole.at(-1);
		if (last && /^ask(?:ing|s)? (?:\S+ ){0,3}\S+$/i.test(last) && !/\b(?:for|about|whether|if)\b/i.test(last))
			whole[whole.length - 1] = `${last} to ${part}`;
		else whole.push(part);
	}
	return whole;
}

function toOrder(clause: string, index: number): string {
	const [word = '', ...rest] = clause.trim().split(' ');
	const bare = word.toLowerCase().replace(/[.,]$/, '');
	const verb = index > 0 ? forms.get(bare) : undefined;
	return verb ? [verb, ...rest].join(' ') : clause.trim();
}
