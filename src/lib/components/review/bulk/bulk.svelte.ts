import { bulkOutcome, bulkSummary, type BulkOutcome } from './bulk-summary.ts';
import type { ReviewState } from '../state/review-state.svelte.ts';
import type { ReviewApi } from '../state/review-api.ts';
import { keyOf } from '../state/inbox-pages.ts';
import type { Picked } from '../state/picked.svelte.ts';
import { holdSeconds } from '#lib/hold.ts';
import { plural } from '#lib/format.ts';
import { refusalOf } from '#lib/refusal.ts';
import type { BulkDecide, BulkResult } from '#lib/schemas/bulk.ts';
import type { ActionKindView } from '#lib/schemas/action-kind.ts';
import type { InboxItem } from '#lib/schemas/inbox.ts';

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
	readonly #review: ReviewState;
	readonly #picked: Picked;
	readonly #api: ReviewApi;
	readonly #nounOf: (kind: string) => ActionKindView['noun'];

	constructor(
		review: ReviewState,
		picked: Picked,
		api: ReviewApi,
		nounOf: (kind: string) => ActionKindView['noun']
	) {
		this.#review = review;
		this.#picked = picked;
		this.#api = api;
		this.#nounOf = nounOf;
	}

	/** `7 drafts, 7 recipients, 1 new`, of what is picked now. */
	readonly summary = $derived.by(() => this.#sum(this.#picked.items));

	/** Asks first; true, so that a key that was for all of them is not for one as well. */
	ask(decision: 'approve' | 'reject'): true {
		return this.askAbout(decision, this.#picked.items);
	}

	/** The same about others than what is picked. */
	askAbout(decision: 'approve' | 'reject', items: readonly InboxItem[]): true {
		this.decision = decision;
		this.items = items;
		this.said = this.#sum(items);
		this.outcome = null;
		this.wanted = true;
		this.open = true;
		return true;
	}

	/** Each kind by itself: what one task proposes may be of several. */
	#sum(items: readonly InboxItem[]): string {
		const kinds = [...Map.groupBy(items, ({ kind }) => kind ?? '')];
		return kinds.map(([kind, own]) => bulkSummary(own, this.#nounOf(kind))).join('; ');
	}

	async send(feedback?: string): Promise<void> {
		const { decision, items } = this;
		try {
			const result = await this.#decide(decision, items, feedback);
			const done = items.filter(({ id }) => result.results.some((one) => one.id === id && one.ok));
			this.#finish(done);
			const outcome = bulkOutcome(result, decision, (id) => items.find((one) => one.id === id)?.title ?? '');
			this.#review.announcement = outcome.title;
			if (outcome.failures.length > 0) this.outcome = outcome;
			else this.#close(done);
			await this.#api.reload();
		} catch (error) {
			this.open = false;
			const { code, message } = refusalOf(error);
			// Without an answer nobody knows, and some may be decided: what is still open is read anew.
			if (code === 'unreachable') await this.#api.reload().catch(() => undefined);
			const title = code === 'unreachable' ? 'Not sure what was decided' : 'Nothing was decided';
			this.#api.say('failed', title, message);
		}
	}

	/**
	 * What one task proposes may be of several kinds, and each is decided by itself. What one kind was refused as a whole is
	 * told item by item, beside what was done of the others.
	 */
	async #decide(
		decision: BulkDecide['decision'],
		items: readonly InboxItem[],
		feedback?: string
	): Promise<BulkResult> {
		const kinds = [...Map.groupBy(items, ({ kind }) => kind ?? '').values()];
		const answers = await Promise.allSettled(
			kinds.map((own) =>
				this.#api.bulk({
					decision,
					items: own.map(({ id, hash }) => ({ id, hash: hash ?? '' })),
					...(feedback && { feedback })
				})
			)
		);
		if (answers.every(({ status }) => status === 'rejected'))
			throw (answers[0] as PromiseRejectedResult).reason;
		const results = answers.flatMap((answer, at) =>
			answer.status === 'fulfilled' ? answer.value.results : refused(kinds[at] ?? [], answer.reason)
		);
		return { results };
	}

	/** To one of those that were not done. */
	look(id: string): void {
		this.open = false;
		this.#review.select(`action:${id}`);
		this.#review.movedOn += 1;
	}

	/** `7 drafts`, `2 drafts, 1 row` */
	#count(items: readonly InboxItem[]): string {
		const kinds = Map.groupBy(items, ({ kind }) => kind ?? '');
		const each = [...kinds].map(([kind, { length }]) => {
			const { one, many } = this.#nounOf(kind);
			return plural(length, one, many);
		});
		return each.join(', ');
	}

	/** What was approved says so by its undo; what was not done stays open and is read there. */
	#close(done: readonly InboxItem[]): void {
		this.open = false;
		if (this.decision === 'approve') return;
		this.#api.say('done', `${this.#count(done)} rejected`, 'Nothing is carried out, and the reason is kept.');
	}

	#finish(done: readonly InboxItem[]): void {
		const keys = done.map(keyOf);
		this.#review.list.take(done);
		this.#picked.remove(keys);
		this.#review.details.expire();
		if (this.#review.selected && keys.includes(this.#review.selected)) this.#review.moveOn();
		const [first] = done;
		if (this.decision !== 'approve' || !first) return;
		this.#review.holds.add({
			title: done.length === 1 ? first.title : this.#count(done),
			keys,
			until: Date.now() + holdSeconds * 1_000,
			sent: Promise.resolve(true)
		});
	}
}

function refused(items: readonly InboxItem[], reason: unknown): BulkResult['results'] {
	const { code, message } = refusalOf(reason);
	return items.map(({ id }) => ({ id, ok: false, error: { code, message } }));
}
