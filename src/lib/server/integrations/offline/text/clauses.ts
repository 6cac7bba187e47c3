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
	'inform'
];

const forms = new Map(
	verbs.flatMap((verb) => {
		const stem = verb.replace(/e$/, '');
		return [verb, `${verb}s`, `${stem}ing`].map((form) => [form, verb] as const);
	})
);
const start = new RegExp(
	String.raw`(?<!not|n't|n’t|never|you|we|they|he|she|I)(?:,? and (?:also )?(?:to )?|,? then |,? that |,? which |,? to |, | )(?=(?:${[...forms.keys()].join('|')})\b)`,
	'i'
);
const inner = new RegExp(String.raw`,? and (?:also )?(?=(?:${[...forms.keys()].join('|')})\b)`, 'i');
const leads =
	/^(?:please |also |kindly )*(?:write|draft|compose|prepare|send|reply|respond|answer|e-?mail|mail|follow up|make|create)\b/i;

/** `Write a reply that apologises and tells her that …` as `Write a reply`, `apologise`, `tell her that …`. */
export function clauses(sentence: string): string[] {
	const first = sentence.split(' ')[0]?.toLowerCase() ?? '';
	if (leads.test(sentence))
		return sentence.split(new RegExp(start.source, 'gi')).map(toOrder).filter(Boolean);
	return forms.has(first) ? sentence.split(new RegExp(inner.source, 'gi')).map(toOrder) : [sentence];
}

function toOrder(clause: string, index: number): string {
	const [word = '', ...rest] = clause.trim().split(' ');
	const bare = word.toLowerCase().replace(/[.,]$/, '');
	const verb = index > 0 ? forms.get(bare) : undefined;
	return verb ? [verb, ...rest].join(' ') : clause.trim();
}
