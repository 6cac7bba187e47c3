import type { DecideAction, Flag } from '#lib/schemas/action.ts';
import { targetKinds } from '#lib/target-kinds.ts';
import { DomainError } from '#server/errors.ts';
import { canonicalJson, contentHash } from '../ledger/canonical-json.ts';
import { nameAgrees } from '../address-book/name-agrees.ts';
import { targetKey, type AddressBook, type Target } from '../address-book/target.ts';
import type { Outlines } from '../address-book/outlines.ts';
import { targetRules } from '../address-book/target-kinds.ts';
import { flagsOfWhole } from './propose/flags.ts';
import { misfitFlags } from './misfits.ts';
import { kindOf } from './registry.ts';
import { namedBy, standingFlags } from './standing-flags.ts';

type Proposal = { kind: string; payload: unknown; draftPayload: unknown; flags: unknown };
type Choice = Pick<DecideAction, 'payload' | 'confirmed'>;

/** What is approved: the agent's words or the person's own, whom it touches, and what still speaks against it. */
export type Version = {
	payload: object;
	hash: string;
	/** The agent's own words; null when these are them. */
	draft: object | null;
	title: string;
	snippet: string;
	targets: Target[];
	flags: Flag[];
	/** Those that the person chose and the address book does not know yet. */
	chosen: Target[];
};

/**
 * Throws `invalid_input` for a payload that the kind refuses, `needs_choice` while an unnamed target is
 * unconfirmed or a part of what it names is not there.
 */
export function reviewedPayload(
	action: Proposal,
	{ payload: own, confirmed = [] }: Choice,
	{ book, outlines }: { book: AddressBook; outlines: Outlines }
): Version {
	const kind = kindOf(action.kind);
	const payload = own ? validated(action.kind, own) : (action.payload as object);
	const before = (action.draftPayload ?? action.payload) as object;
	const targets = kind.targets(payload, book);
	targets.forEach(refuseOdd);
	refuseUnsettled(targets, book);
	const flags = standingFlags(action.flags, targets.map(targetKey), namedBy(book)).filter(
		({ code, target }) => target !== null && code !== 'misfit'
	);
	const chosen = targets
		.filter((target) => isChoosable(target) && confirmed.includes(targetKey(target)))
		.map((target) => (nameAgrees(target, book) ? target : { ...target, label: target.value }));
	const named = new Set(chosen.map(targetKey));
	const unnamed = flags.filter(({ code, target }) => code === 'unnamed' && !(target && named.has(target)));
	if (unnamed.length > 0) throw needsChoice(unnamed);
	targets.forEach(refuseBeyond);
	const [misfit] = misfitFlags(kind, payload, targets, outlines);
	if (misfit) throw new DomainError('needs_choice', misfit.message);
	const { title, snippet } = kind.summary(payload, book);
	return {
		payload,
		hash: contentHash(payload),
		draft: canonicalJson(payload) === canonicalJson(before) ? null : before,
		title,
		snippet,
		targets,
		flags: [...flags.filter(({ code }) => code !== 'unnamed'), ...flagsOfWhole(payload)],
		chosen
	};
}

/** What only an owner may register is not for a reviewer to wave through. */
function isChoosable({ kind, value }: Target): boolean {
	return targetKinds[kind].settling(value) !== 'register';
}

function refuseUnsettled(targets: Target[], book: AddressBook): void {
	const named = namedBy(book);
	for (const target of targets) {
		const settling = targetKinds[target.kind].settling(target.value);
		if (settling === 'confirm' || named.has(targetKey(target))) continue;
		if (!targetRules[target.kind].isClear(target.label))
			throw new DomainError('needs_choice', toSettle[settling](target.label));
	}
}

const toSettle = {
	register: (label: string) =>
		`“${label}” is not registered. An owner adds such addresses to the address book.`,
	link: (label: string) =>
		`Your address book has no spreadsheet called “${label}”. Please give its link, or the name of one that is there.`
};

function validated(kind: string, own: object): object {
	const parsed = kindOf(kind).payload.safeParse(own);
	if (parsed.success) return parsed.data as object;
	const issue = parsed.error.issues[0];
	const where = issue?.path.join('.') ?? '';
	throw invalid(`This cannot be used as it is${where ? `: please look at “${where}”` : ''}.`);
}

function refuseOdd({ kind, value }: Target): void {
	const problem = targetRules[kind].problem(value);
	if (problem) throw invalid(problem);
}

function refuseBeyond({ kind, value }: Target): void {
	const problem = targetRules[kind].beyond(value);
	if (problem) throw invalid(problem);
}

function invalid(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { payload: message } });
}

function needsChoice(unnamed: Flag[]): DomainError {
	const names = unnamed.map(({ target }) => target?.replace(/^\w+:/, '')).filter(Boolean);
	const which = names.length > 0 ? names.join(', ') : 'what it is for';
	return new DomainError(
		'needs_choice',
		`Please confirm ${which} first: neither the task nor your address book names it.`
	);
}
