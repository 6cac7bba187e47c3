import { tick } from 'svelte';
import { refusalOf, type Refusal } from '../../refusal.ts';
import type { DecideAction, ResolveAction } from '../../schemas/action.ts';
import type { InboxDetail, InboxItem } from '../../schemas/inbox.ts';
import { DeskView } from './desk-view.svelte.ts';
import { editedPayload, editProblem, writtenIn } from './edit.ts';
import { Holds, type Hold } from './holds.svelte.ts';
import { isOpen, keyOf, type ItemKey } from './inbox-pages.ts';

/** What was open and typed when an item was decided. */
type Left = Pick<Desk, 'panel' | 'feedback'>;

const holdMilliseconds = 10_000;
const unreachable = 'We could not be reached, so nothing has changed here. Please try again.';

/** What is decided on the review desk: gone at once, and back with a sentence when it was refused. */
export class Desk extends DeskView {
	readonly holds = new Holds();

	/** Approves what is shown, in the person's version when there is one, and moves on at once. */
	async approve(quietly = false): Promise<void> {
		const { detail, action } = this;
		if (!detail || !this.open) return;
		if (!action) return this.#decideTask(detail, 'approve', undefined, 'Approved. The task is done.');
		const problem = (this.edit && editProblem(this.edit)) ?? this.#missingChoice();
		if (problem) {
			this.notice = problem;
			if (this.choices.length > 0) this.movedOn += 1;
			this.announcement = problem;
			return;
		}
		const { edit } = this;
		const confirmed = [...this.drafts.chosen(action.id), ...writtenIn(action, edit)];
		await this.#approveAction(detail, quietly, {
			id: action.id,
			decision: 'approve',
			hash: action.payloadHash,
			...(edit && { payload: $state.snapshot(editedPayload(action, edit)) }),
			...(confirmed.length > 0 && { confirmed })
		});
	}

	async reject(feedback: string): Promise<void> {
		const { detail, action } = this;
		if (!detail) return;
		if (!action) return this.#decideTask(detail, 'reject', feedback, 'Rejected. Nothing comes of it.');
		const input: DecideAction = { id: action.id, decision: 'reject', hash: action.payloadHash, feedback };
		await this.#leave(detail.item, 'Rejected', async () => {
			this.questions.ask(await this.hands.decide(input));
			this.drafts.drop(action.id);
			this.hands.say('done', 'Rejected', 'Nothing is carried out, and the reason is kept.');
		});
	}

	async sendBack(feedback: string): Promise<void> {
		const { detail } = this;
		if (!detail) return;
		const name = detail.item.agent.name;
		await this.#decideTask(detail, 'revise', feedback, `Sent back. ${name} makes a new version.`);
	}

	async snooze(until: string | null): Promise<void> {
		const { item } = this;
		if (!item) return;
		const { id, type } = item;
		await this.#leave(item, until ? 'Snoozed' : 'Back in the inbox', async () => {
			await this.hands.snooze({ id, type, until });
			this.details.expire();
			this.hands.say(
				'done',
				until ? 'Snoozed' : 'Back in the inbox',
				until ? 'It comes back by itself.' : ''
			);
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
		const back = await Promise.allSettled(hold.ids.map((id) => this.hands.undo(id)));
		const refused = back.find((one) => one.status === 'rejected');
		this.list.giveBack(hold.keys);
		this.details.expire();
		this.questions.drop();
		if (refused) this.hands.say('failed', 'Not undone', refusalOf(refused.reason).message);
		await this.hands.reload();
		await tick();
		const [first] = hold.keys;
		if (first) {
			this.select(first);
			await this.details.again(first);
		}
		this.movedOn += 1;
		if (!refused)
			this.announcement = `Undone. ${hold.title} ${hold.ids.length > 1 ? 'wait' : 'waits'} for you again.`;
	}

	/** Takes back the approval that is looked at, wherever it was given. */
	async undoShown(): Promise<void> {
		const { action, selected } = this;
		if (!action || !selected) return;
		const hold = this.holds.all.find(({ ids }) => ids.includes(action.id));
		const made = {
			title: action.title,
			ids: [action.id],
			keys: [selected],
			until: 0,
			sent: Promise.resolve(true)
		};
		await this.undo(hold?.ids.length === 1 ? hold : { number: 0, ...made });
	}

	/** What a person found, or wants, where nobody but them can know. */
	async resolve(outcome: ResolveAction['outcome']): Promise<void> {
		const { action, selected } = this;
		if (!action || !selected) return;
		const { error } = action;
		try {
			await this.hands.resolve({ id: action.id, outcome });
		} catch (error) {
			this.hands.say('failed', 'That did not work', refusalOf(error).message);
		}
		await Promise.all([this.details.again(selected), this.hands.reload()]);
		if (this.selected !== selected) return;
		// The button that was pressed has gone, and its outcome stands at the top.
		if (outcome !== 'edit' || !this.open) return void (this.movedOn += 1);
		this.missing = error?.code ?? '';
		this.startEdit();
		this.notice = error?.message ?? '';
	}

	/** To the item that takes the place of the one that has gone. */
	moveOn(at = this.index): void {
		const next = this.list.items[Math.max(at, 0)] ?? this.list.items.at(-1);
		this.close();
		this.select(next && isOpen(next) ? keyOf(next) : null);
		this.movedOn += 1;
	}

	#approveAction(detail: InboxDetail, quietly: boolean, input: DecideAction): Promise<void> {
		const key = keyOf(detail.item);
		let arrived: (done: boolean) => void = () => undefined;
		const hold = this.holds.add({
			title: detail.item.title,
			ids: [input.id],
			keys: [key],
			until: Date.now() + holdMilliseconds,
			sent: new Promise((resolve) => (arrived = resolve))
		});
		return this.#leave(
			detail.item,
			`Approved. ${detail.item.title}. Press Z within ten seconds to undo.`,
			async () => {
				const decided = await this.hands.decide(input);
				arrived(true);
				this.drafts.drop(input.id);
				if (!quietly) this.questions.ask(decided);
			},
			() => {
				arrived(false);
				this.holds.remove(hold);
			}
		);
	}

	async #decideTask(
		{ item, task }: InboxDetail,
		decision: 'approve' | 'reject' | 'revise',
		feedback: string | undefined,
		done: string
	): Promise<void> {
		await this.#leave(item, done, async () => {
			const runId = item.runId ?? task.runId;
			const input = { id: item.taskId, decision, ...(feedback && { feedback }), ...(runId && { runId }) };
			await this.hands.decideTask(input);
			this.hands.say('done', done);
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
			await this.hands.reload();
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
		if (busy) this.hands.say('failed', `${item.title} is back`, sentence);
		else this.select(key);
		if (refusal.code !== 'unreachable') {
			await this.details.again(key);
			await this.hands.reload().catch(() => undefined);
		}
		this.announcement = `${item.title}: ${sentence}`;
		if (busy || this.selected !== key) return;
		this.feedback = left.feedback;
		this.notice = sentence;
		if (this.open && (left.panel === 'reject' || left.panel === 'revise')) this.panel = left.panel;
		else this.movedOn += 1;
	}

	#missingChoice(): string | null {
		const names = this.choices.map(({ target }) => target.replace(/^\w+:/, ''));
		if (names.length === 0) return null;
		return `Please choose first: ${names.join(', ')}. Neither the task nor your address book names ${names.length === 1 ? 'it' : 'them'}.`;
	}
}
