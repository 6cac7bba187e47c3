import type { StoredDraft } from './state.ts';

type Test = (draft: StoredDraft) => boolean;

function contains(pick: (draft: StoredDraft) => string, wanted: string): Test {
	return (draft) => pick(draft).toLowerCase().includes(wanted.toLowerCase());
}

const operators: Record<string, (value: string) => Test> = {
	rfc822msgid: (value) => {
		const id = value.replace(/^<|>$/g, '');
		return (draft) => draft.messageIdHeader === id;
	},
	subject: (value) => contains((draft) => draft.subject, value),
	from: (value) => contains((draft) => draft.from, value),
	to: (value) => contains((draft) => draft.to, value),
	cc: (value) => contains((draft) => draft.cc, value),
	bcc: (value) => contains((draft) => draft.bcc, value),
	in: (value) => () => ['draft', 'drafts', 'anywhere'].includes(value.toLowerCase()),
	is: (value) => () => value.toLowerCase() === 'draft'
};

function testOf(term: string): Test {
	const [, minus, operator = '', value = ''] = /^(-?)(\w+):(.*)$/.exec(term) ?? [];
	const unquoted = value.replace(/^"(.*)"$/, '$1');
	const known = Object.hasOwn(operators, operator.toLowerCase()) && operators[operator.toLowerCase()];
	const test =
		known && unquoted
			? known(unquoted)
			: contains((draft) => `${draft.subject} ${draft.text} ${draft.to}`, term.replace(/^-?"?|"$/g, ''));
	return minus || term.startsWith('-') ? (draft) => !test(draft) : test;
}

/** The part of Gmail’s search language that fits drafts: words, and a few `operator:value`. All must hold. */
export function matches(query: string): Test {
	const terms = query.match(/-?\w+:"[^"]*"|"[^"]*"|\S+/g) ?? [];
	const tests = terms.map(testOf);
	return (draft) => tests.every((test) => test(draft));
}
