import { plural } from '#lib/format.ts';
import type { BulkResult } from '#lib/schemas/bulk.ts';
import type { ActionKindView } from '#lib/schemas/action-kind.ts';
import type { InboxItem } from '#lib/schemas/inbox.ts';
import { readTargetKey, targetKinds } from '#lib/target-kinds.ts';

type Noun = ActionKindView['noun'];
type Chosen = Pick<InboxItem, 'targets' | 'isNew' | 'blocked'>;

/** `email:priya@harbour.example` without the part before the colon. */
export function targetName(target: string): string {
	return readTargetKey(target)?.value ?? target;
}

/** Each recipient, sheet or address once, in the order of the list; new ones are marked. */
export function targetsOf(items: readonly Chosen[]): { name: string; isNew: boolean }[] {
	const found = new Map<string, boolean>();
	for (const { targets, isNew } of items) {
		// Of several at once nobody knows which is the new one, so each is looked at.
		for (const target of targets)
			found.set(targetName(target), (found.get(targetName(target)) ?? false) || isNew);
	}
	return [...found].map(([name, isNew]) => ({ name, isNew }));
}

/** `first mail to them`, for what goes somewhere for the first time. */
export function firstWords(targets: readonly string[]): string {
	const read = readTargetKey(targets[0] ?? '');
	return read ? targetKinds[read.kind].first : 'for the first time';
}

function targetNoun(target: string): Noun {
	const read = readTargetKey(target);
	return read ? targetKinds[read.kind].noun : { one: 'address', many: 'addresses' };
}

/** `7 drafts, 7 recipients, 1 new` */
export function bulkSummary(items: readonly Chosen[], noun: Noun): string {
	const targets = targetsOf(items);
	// All are of one kind, so their targets are, too.
	const touched = targetNoun(items[0]?.targets[0] ?? '');
	const fresh = items.filter(({ isNew }) => isNew).length;
	const blocked = items.filter((item) => item.blocked).length;
	return [
		plural(items.length, noun.one, noun.many),
		targets.length > 0 ? plural(targets.length, touched.one, touched.many) : null,
		fresh > 0 ? `${fresh} new` : null,
		blocked > 0 ? `${blocked} to choose` : null
	]
		.filter(Boolean)
		.join(', ');
}

/** Why an item cannot be added to what is chosen; null when it can. */
export function whyNotChoose(
	item: Pick<InboxItem, 'type' | 'kind' | 'status'>,
	chosenKind: string | null,
	many: string
): string | null {
	if (item.type === 'result' || item.kind === null) return 'Results are decided one by one.';
	if (item.status !== 'proposed') return 'This is decided already.';
	if (chosenKind !== null && item.kind !== chosenKind)
		return `Only one kind at a time: you are choosing ${many}.`;
	return null;
}

export type BulkOutcome = { title: string; failures: { id: string; name: string; message: string }[] };

/** `6 approved, 1 not: it needs a choice` with what each refusal was about. */
export function bulkOutcome(
	result: BulkResult,
	decision: 'approve' | 'reject',
	nameOf: (id: string) => string
): BulkOutcome {
	const done = result.results.filter(({ ok }) => ok).length;
	const failures = result.results
		.filter(({ ok }) => !ok)
		.map(({ id, error }) => ({ id, name: nameOf(id), message: error?.message ?? 'This was not done.' }));
	const choices = result.results.filter(({ error }) => error?.code === 'needs_choice').length;
	const others = failures.length - choices;
	const parts = [
		`${done} ${decision === 'approve' ? 'approved' : 'rejected'}`,
		choices > 0 ? `${choices} ${choices === 1 ? 'needs' : 'need'} a choice` : null,
		others > 0 ? `${others} not` : null
	];
	return { title: parts.filter(Boolean).join(', '), failures };
}
