import { holdInWords, holdSeconds } from '#lib/hold.ts';
import { tick } from 'svelte';
import { refusalOf, type Refusal } from '#lib/refusal.ts';
import type { DecideAction } from '#lib/schemas/action.ts';
import type { InboxDetail, InboxItem } from '#lib/schemas/inbox.ts';
import { placeholdersIn, placeholderWords } from '#lib/placeholders.ts';
import { partsOf, ReviewView } from './review-view.svelte.ts';
import { editedPayload, editProblem, wordsIn, writtenIn } from '../item/edit.ts';
import { backWords } from '../item-words.ts';
import { Holds, type Hold } from './holds.svelte.ts';
import { keyOf, type ItemKey } from './inbox-pages.ts';

/** What was open and typed when an item was decided. */
type Left = Pick<ReviewState, 'panel' | 'feedback'>;

const unreachable = 'We could not be reached, so nothing has changed here. Please try again.';

/** What is decided: gone at once, and back with a sentence when it was refused. */
export class ReviewState extends ReviewView {
	readonly holds = new Holds();

	/**
	 * Approves what is shown, in the person's version when there is one, and moves on at once. What was left to be filled
	 * in is asked about first; `sure`: the answer was that it may stay.
	 */
	async approve(quietly = false, sure = false): Promise<void> {
		const { detail, action, edit } = this;
		if (!detail || !this.open) return;
		const problem = this.#problem();
		if (problem) {
			this.notice = problem;
			if (this.choices.length > 0) this.movedOn += 1;
			this.announcement = problem;
			return;
		}
		if (!edit && this.#misfit()) return;
		if (!sure && this.unfinished.length > 0) {
			this.panel = 'unfinished';
			this.announcement = placeholderWords(this.unfinished);
			return;
		}
		if (!action) return this.#approveResult(detail);
		const confirmed = [...this.drafts.chosen(action.id), ...writtenIn(action, edit)];
		await this.#approveAction(detail, quietly, {
			id: action.id,
			decision: 'approve',
			hash: action.payloadHash,
			...(edit && { payload: $state.snapshot(editedPayload(action, edit)) }),
			...(confirmed.length > 0 && { confirmed })
		});
	}

	/** Places in what would be approved that were left to be filled in. */
	readonly unfinished = $derived.by(() => {
		const preview = this.edit?.preview ?? this.editable?.preview;
		return preview ? placeholdersIn(wordsIn(preview)) : [];
	});

	async reject(feedback: string): Promise<void> {
		const { detail, action } = this;
		if (!detail) return;
		if (!action) return this.#decideTask(detail, 'reject', feedback, 'Rejected. Nothing comes of it.');
		const input: DecideAction = { id: action.id, decision: 'reject', hash: action.payloadHash, feedback };
		await this.#leave(detail.item, 'Rejected', async () => {
			this.questions.ask(await this.api.decide(input));
			this.drafts.drop(action.id);
			this.api.say('done', 'Rejected', 'Nothing is carried out, and the reason is kept.');
		});
	}

	async sendBack(feedback: string): Promise<void> {
		const { detail } = this;
		if (!detail) return;
		const name = detail.item.agent.name;
		await this.#decideTask(detail, 'revise', feedback, `Sent back. ${name} makes a new version.`);
	}

	async snooze(until: string | null, timeZone = 'UTC'): Promise<void> {
		const { item } = this;
		if (!item) return;
		const { id, type } = item;
		await this.#leave(item, until ? 'Snoozed' : 'Back in the inbox', async () => {
			await this.api.snooze({ id, type, until });
			this.details.expire();
			if (until) this.api.say('done', 'Snoozed', `It is ${backWords(until, Date.now(), timeZone)}.`);
			else this.api.say('done', 'Back in the inbox');
		});
	}

	async undo(hold: Hold | undefined = this.holds.newest): Promise<void> {
		if (!hold) {
			this.announcement = 'There is nothing to undo.';
			return;
		}
		this.holds.remove(hold);
		// An undo that overtakes its own approval would find nothing to take back.
		if (!(await hold.sent)) return;
		const back = await Promise.allSettled(hold.keys.map((key) => this.api.undo(partsOf(key))));
		const refused = back.find((one) => one.status === 'rejected');
		this.list.giveBack(hold.keys);
		this.details.expire();
		this.questions.drop();
		if (refused) this.api.say('failed', 'Not undone', refusalOf(refused.reason).message);
		await this.api.reload();
		await tick();
		const [first] = hold.keys;
		if (first) {
			this.select(first);
			await this.details.again(first);
		}
		this.movedOn += 1;
		if (!refused)
			this.announcement = `Undone. ${hold.title} ${hold.keys.length > 1 ? 'wait' : 'waits'} for you again.`;
	}

	/** Takes back the approval that is looked at, wherever it was given. */
	async undoShown(): Promise<void> {
		const { item, selected } = this;
		if (!item || !selected) return;
		const hold = this.holds.all.find(({ keys }) => keys.includes(selected));
		const made = { title: item.title, keys: [selected], until: 0, sent: Promise.resolve(true) };
		await this.undo(hold?.keys.length === 1 ? hold : { number: 0, ...made });
	}

	/** To the item that takes the place of the one that has gone. */
	moveOn(at = this.index): void {
		const next = this.list.next(Math.max(at, 0));
		this.close();
		this.select(next && keyOf(next));
		this.movedOn += 1;
	}

	#approveAction(detail: InboxDetail, quietly: boolean, input: DecideAction): Promise<void> {
		return this.#hold(detail.item, async () => {
			const decided = await this.api.decide(input);
			return () => !quietly && this.questions.ask(decided);
		});
	}

	/** In the words that the person saw or wrote. */
	#approveResult({ item, task }: InboxDetail): Promise<void> {
		const deliverable = this.ownText ?? task.result?.deliverable;
		const runId = item.runId ?? task.runId;
		const own = { ...(deliverable && { deliverable }), ...(runId && { runId }) };
		return this.#hold(item, async () => {
			await this.api.decideTask({ id: item.taskId, decision: 'approve', ...own });
			return () => undefined;
		});
	}

	/** Approved, and for some seconds to be taken back. `send` answers what follows once it has arrived. */
	#hold(item: InboxItem, send: () => Promise<() => unknown>): Promise<void> {
		let arrived: (done: boolean) => void = () => undefined;
		const hold = this.holds.add({
			title: item.title,
			keys: [keyOf(item)],
			until: Date.now() + holdSeconds * 1_000,
			sent: new Promise((resolve) => (arrived = resolve))
		});
		return this.#leave(
			item,
			`Approved. ${item.title}. Press Z within ${holdInWords} to undo.`,
			async () => {
				const then = await send();
				arrived(true);
				this.drafts.drop(item.id);
				then();
			},
			() => {
				arrived(false);
				this.holds.remove(hold);
			}
		);
	}

	async #decideTask(
		{ item, task }: InboxDetail,
		decision: 'reject' | 'revise',
		feedback: string | undefined,
		done: string
	): Promise<void> {
		await this.#leave(item, done, async () => {
			const runId = item.runId ?? task.runId;
			const input = { id: item.taskId, decision, ...(feedback && { feedback }), ...(runId && { runId }) };
			await this.api.decideTask(input);
			this.api.say('done', done);
		});
	}

	/** Takes the item off the list at once and moves on; a refusal brings it back, with the sentence and what was typed. */
	async #leave(item: InboxItem, said: string, send: () => Promise<void>, undo?: () => void): Promise<void> {
		const key = keyOf(item);
		const left = { panel: this.panel, feedback: $state.snapshot(this.feedback) };
		this.#moveOnFrom(item);
		this.announcement = said;
		try {
			await send();
			this.details.expire();
			await this.api.reload();
		} catch (error) {
			undo?.();
			await this.#comeBack(key, item, refusalOf(error), left);
		}
	}

	#moveOnFrom(item: InboxItem): void {
		const at = this.list.items.findIndex((one) => keyOf(one) === keyOf(item));
		this.questions.passBy();
		this.list.take([item]);
		this.feedback = { revise: '', reject: '' };
		this.close();
		this.moveOn(at);
	}

	async #comeBack(key: ItemKey, item: InboxItem, refusal: Refusal, left: Left): Promise<void> {
		this.list.giveBack([key]);
		const sentence = refusal.code === 'unreachable' ? unreachable : refusal.message;
		// Nobody is torn away from what they write meanwhile.
		const busy = this.editing || this.panel !== null;
		if (busy) this.api.say('failed', `${item.title} is back`, sentence);
		else this.select(key);
		if (refusal.code !== 'unreachable') {
			await this.details.again(key);
			await this.api.reload().catch(() => undefined);
		}
		this.announcement = `${item.title}: ${sentence}`;
		if (busy || this.selected !== key) return;
		this.feedback = left.feedback;
		this.notice = sentence;
		if (this.open && (left.panel === 'reject' || left.panel === 'revise')) this.panel = left.panel;
		else this.movedOn += 1;
	}

	/** What its sheet does not have is chosen in the fields, before it is approved. */
	#misfit(): boolean {
		const misfit = this.action?.flags.find(({ code }) => code === 'misfit');
		if (!misfit) return false;
		this.startEdit();
		this.notice = misfit.message;
		this.announcement = misfit.message;
		return true;
	}

	/** Why it cannot be approved as it is, in a sentence. */
	#problem(): string | null {
		const { edit, action } = this;
		if (!action) return edit && !this.ownText?.trim() ? 'The text is empty.' : null;
		return (edit && editProblem(edit)) ?? this.missingChoice();
	}
}
