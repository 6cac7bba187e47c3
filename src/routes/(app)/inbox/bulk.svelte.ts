import { bulkOutcome, bulkSummary, type BulkOutcome } from '#lib/components/review/bulk-summary.ts';
import type { Desk } from '#lib/components/review/desk.svelte.ts';
import type { Hands } from '#lib/components/review/hands.ts';
import { keyOf } from '#lib/components/review/inbox-pages.ts';
import type { Picked } from '#lib/components/review/picked.svelte.ts';
import { plural } from '#lib/format.ts';
import { refusalOf } from '#lib/refusal.ts';
import type { ActionKindView } from '#lib/schemas/action-kind.ts';
import type { InboxItem } from '#lib/schemas/inbox.ts';

const holdMilliseconds = 10_000;

/** Deciding several at once: what was picked, the question before, and what came of each after. */
export class Bulk {
	/** From the first question on, so that pages load without the sheet. */
	wanted = $state(false);
	open = $state(false);
	decision = $state<'approve' | 'reject'>('approve');
	/** As they were when the question was asked. */
	items = $state.raw<readonly InboxItem[]>([]);
	said = $state('');
	outcome = $state.raw<BulkOutcome | null>(null);
	readonly #desk: Desk;
	readonly #picked: Picked;
	readonly #hands: Hands;
	readonly #nounOf: (kind: string) => ActionKindView['noun'];

	constructor(desk: Desk, picked: Picked, hands: Hands, nounOf: (kind: string) => ActionKindView['noun']) {
		this.#desk = desk;
		this.#picked = picked;
		this.#hands = hands;
		this.#nounOf = nounOf;
	}

	/** `7 drafts, 7 recipients, 1 new`, of what is picked now. */
	readonly summary = $derived.by(() => {
		const kind = this.#picked.kind ?? '';
		return bulkSummary(this.#picked.items, this.#nounOf(kind), kind);
	});

	/** Asks first; true, so that a key that was for all of them is not for one as well. */
	ask(decision: 'approve' | 'reject'): true {
		this.decision = decision;
		this.items = this.#picked.items;
		this.said = this.summary;
		this.outcome = null;
		this.wanted = true;
		this.open = true;
		return true;
	}

	async send(feedback?: string): Promise<void> {
		const { decision, items } = this;
		try {
			const result = await this.#hands.bulk({
				decision,
				items: items.map(({ id, hash }) => ({ id, hash: hash ?? '' })),
				...(feedback && { feedback })
			});
			const done = items.filter(({ id }) => result.results.some((one) => one.id === id && one.ok));
			this.#finish(done);
			const outcome = bulkOutcome(result, decision, (id) => items.find((one) => one.id === id)?.title ?? '');
			this.#desk.announcement = outcome.title;
			if (outcome.failures.length > 0) this.outcome = outcome;
			else this.#close(done);
			await this.#hands.reload();
		} catch (error) {
			this.open = false;
			this.#hands.say('failed', 'Nothing was decided', refusalOf(error).message);
		}
	}

	/** To one of those that were not done. */
	look(id: string): void {
		this.open = false;
		this.#desk.select(`action:${id}`);
		this.#desk.movedOn += 1;
	}

	/** `7 drafts` */
	#count({ length, 0: first }: readonly InboxItem[]): string {
		const { one, many } = this.#nounOf(first?.kind ?? '');
		return plural(length, one, many);
	}

	/** What was approved says so by its undo; what was not done stays open and is read there. */
	#close(done: readonly InboxItem[]): void {
		this.open = false;
		if (this.decision === 'approve') return;
		this.#hands.say(
			'done',
			`${this.#count(done)} rejected`,
			'Nothing is carried out, and the reason is kept.'
		);
	}

	#finish(done: readonly InboxItem[]): void {
		const keys = done.map(keyOf);
		this.#desk.list.take(done);
		this.#picked.remove(keys);
		this.#desk.details.expire();
		if (this.#desk.selected && keys.includes(this.#desk.selected)) this.#desk.moveOn();
		const [first] = done;
		if (this.decision !== 'approve' || !first) return;
		this.#desk.holds.add({
			title: done.length === 1 ? first.title : this.#count(done),
			ids: done.map(({ id }) => id),
			keys,
			until: Date.now() + holdMilliseconds,
			sent: Promise.resolve(true)
		});
	}
}
