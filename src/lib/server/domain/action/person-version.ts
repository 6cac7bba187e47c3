import type { DecideAction, Flag } from '#lib/schemas/action.ts';
import { DomainError } from '#server/errors.ts';
import { canonicalJson, contentHash } from '../run/canonical-json.ts';
import { targetKey, type AddressBook, type Target } from './kind.ts';
import { isLinkOrId } from './kinds/spreadsheet-name.ts';
import { flagsOf } from './propose/flags.ts';
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

/** Throws `invalid_input` for a payload that the kind refuses, `needs_choice` while an unnamed target is unconfirmed. */
export function personVersion(
	action: Proposal,
	{ payload: own, confirmed = [] }: Choice,
	book: AddressBook
): Version {
	const kind = kindOf(action.kind);
	const payload = own ? validated(action.kind, own) : (action.payload as object);
	const before = (action.draftPayload ?? action.payload) as object;
	const targets = kind.targets(payload, book);
	targets.forEach(refuseOdd);
	refuseUnregistered(targets, book);
	refuseTitle(targets, book);
	const flags = standingFlags(action.flags, targets.map(targetKey), namedBy(book)).filter(
		({ target }) => target !== null
	);
	const chosen = targets.filter((target) => isChoosable(target) && confirmed.includes(targetKey(target)));
	const named = new Set(chosen.map(targetKey));
	const unnamed = flags.filter(({ code, target }) => code === 'unnamed' && !(target && named.has(target)));
	if (unnamed.length > 0) throw needsChoice(unnamed);
	const { title, snippet } = kind.summary(payload, book);
	return {
		payload,
		hash: contentHash(payload),
		draft: canonicalJson(payload) === canonicalJson(before) ? null : before,
		title,
		snippet,
		targets,
		flags: [...flags.filter(({ code }) => code !== 'unnamed'), ...ofTheWhole(payload)],
		chosen
	};
}

/** What is said of the whole payload: that there is hidden text in it. */
function ofTheWhole(payload: unknown): Flag[] {
	return flagsOf([], payload, { named: new Set(), reached: new Set() });
}

/** Where a webhook may go is for the owner to register, not for a reviewer to wave through. */
function isChoosable(target: Target): boolean {
	return target.kind !== 'webhook';
}

function refuseUnregistered(targets: Target[], book: AddressBook): void {
	const named = namedBy(book);
	const unknown = targets.find((target) => target.kind === 'webhook' && !named.has(targetKey(target)));
	if (!unknown) return;
	throw new DomainError(
		'needs_choice',
		`“${unknown.label}” is not registered. An owner adds such addresses to the address book.`
	);
}

/** By a title alone nobody can say which of many spreadsheets a person has confirmed. */
function refuseTitle(targets: Target[], book: AddressBook): void {
	const named = namedBy(book);
	const title = targets.find(
		(target) => target.kind === 'spreadsheet' && !named.has(targetKey(target)) && !isLinkOrId(target.label)
	);
	if (!title) return;
	throw new DomainError(
		'needs_choice',
		`Your address book has no spreadsheet called “${title.label}”. Please give its link, or the name of one that is there.`
	);
}

function validated(kind: string, own: object): object {
	const parsed = kindOf(kind).payload.safeParse(own);
	if (parsed.success) return parsed.data as object;
	const issue = parsed.error.issues[0];
	const where = issue?.path.join('.') ?? '';
	throw invalid(`This cannot be used as it is${where ? `: please look at “${where}”` : ''}.`);
}

const anAddress = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@<>()[\],;:".]+$/u;

function refuseOdd({ kind, value }: Target): void {
	if (kind === 'email' && !anAddress.test(value)) throw invalid(`“${value}” is not an e-mail address.`);
	if (kind === 'spreadsheet' && value === '') throw invalid('Please name the spreadsheet.');
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
