import type { InboxDetail, InboxItem } from '#lib/schemas/inbox.ts';
import { refusalOf } from '#lib/refusal.ts';
import type { ResolveAction } from '#lib/schemas/action.ts';
import { DetailCache } from '../item/detail-cache.svelte.ts';
import { Drafts } from '../item/drafts.svelte.ts';
import { openChoices, textIn, textOf, type Editable } from '../item/edit.ts';
import type { ReviewApi } from './review-api.ts';
import type { ItemList } from './task-items.svelte.ts';
import { isOpen, keyOf, type ItemKey } from './inbox-pages.ts';
import { Questions } from '../item/questions.svelte.ts';

export type Panel = 'reject' | 'revise' | 'snooze' | 'leave' | 'unfinished' | null;

/** What is looked at while reviewing, and how one moves between items and in and out of editing. */
export class ReviewView {
	selected = $state<ItemKey | null>(null);
	panel = $state<Panel>(null);
	editing = $state(false);
	/** Why something was not done, in a sentence, beside the item that it is about. */
	notice = $state('');
	/** The code of what a person is about to mend: `tab_gone`. */
	missing = $state('');
	/** What screen readers are told. */
	announcement = $state('');
	/** Reasons that were typed are kept while the panel is closed. */
	feedback = $state({ revise: '', reject: '' });
	readonly details: DetailCache;
	readonly drafts = new Drafts();
	readonly questions: Questions;
	readonly list: ItemList;
	readonly api: ReviewApi;
	/** Counts up when a decision has moved on, so that the page puts the focus where reading starts. */
	movedOn = $state(0);
	#lastIndex = 0;

	constructor(list: ItemList, api: ReviewApi) {
		this.list = list;
		this.api = api;
		this.questions = new Questions(api);
		this.details = new DetailCache((key) => api.read(partsOf(key)));
	}

	readonly index = $derived.by(() => this.list.items.findIndex((item) => keyOf(item) === this.selected));
	readonly item = $derived.by(
		(): InboxItem | undefined => this.list.items[this.index] ?? this.details.get(this.selected)?.item
	);
	readonly detail = $derived.by((): InboxDetail | undefined => this.details.get(this.selected));
	readonly action = $derived.by(() => this.detail?.action ?? null);
	/** What is written into when it is edited: a proposal, or the text of a result. */
	readonly editable = $derived.by(
		(): Editable | null => this.action ?? (this.detail ? textOf(this.detail) : null)
	);
	readonly edit = $derived.by(() => this.drafts.of(this.editable));
	/** A result's text in the person's own words, not approved yet. */
	readonly ownText = $derived.by(() => (this.action || !this.edit ? null : textIn(this.edit.preview)));
	readonly open = $derived.by(
		() => this.detail !== undefined && isOpen(this.detail.item) && !this.list.isGone(this.detail.item)
	);
	readonly choices = $derived.by(() => {
		const { action } = this;
		if (!action || action.status !== 'proposed') return [];
		return openChoices(action, this.edit, this.drafts.chosen(action.id));
	});

	select(key: ItemKey | null): void {
		if (key !== this.selected) {
			this.close();
			this.selected = key;
		}
		if (this.index >= 0) this.#lastIndex = this.index;
		if (key) void this.#readAhead(key);
	}

	/** From an item that has left the list, on to the one that took its place. */
	move(step: 1 | -1): boolean {
		const { items } = this.list;
		const from = this.index >= 0 ? this.index + step : step === 1 ? this.#lastIndex : this.#lastIndex - 1;
		const next = items[Math.min(Math.max(from, 0), items.length - 1)];
		if (!next || keyOf(next) === this.selected) return false;
		this.select(keyOf(next));
		this.announcement = next.title;
		return true;
	}

	/** Into the fields; for what is still being read, as soon as it is there. */
	startEdit(): void {
		const { selected } = this;
		if (selected && !this.detail) {
			void this.details
				.want(selected)
				.then(() => this.selected === selected && this.detail && this.startEdit());
			return;
		}
		if (!this.editable || !this.open) return;
		this.drafts.open(this.editable);
		this.panel = null;
		this.notice = '';
		this.editing = true;
	}

	/** Confirms, or takes back, whom or what the agent chose by itself. */
	choose(target: string, yes: boolean): void {
		if (!this.action) return;
		this.drafts.choose(this.action.id, target, yes);
		if (this.choices.length === 0) this.notice = '';
	}

	/** Out of the fields: at once when nothing was changed, else the person says what becomes of it. */
	leaveEdit(how: 'ask' | 'keep' | 'drop' = 'ask'): void {
		const { editable } = this;
		if (!editable) return;
		if (how === 'ask' && this.edit) {
			this.panel = 'leave';
			return;
		}
		if (how === 'keep') this.drafts.keep(editable);
		else this.drafts.drop(editable.id);
		this.close();
	}

	/** Its sheet may have been mended since it was last read. */
	async look(): Promise<void> {
		const { action, selected } = this;
		if (!action || !selected) return;
		try {
			await this.api.look(action.id);
		} catch (error) {
			this.api.say('failed', 'That did not work', refusalOf(error).message);
		}
		await this.details.again(selected);
	}

	/** Puts the text of the result before its reviewer as a mail, and shows it. Throws with a sentence. */
	async mail(to: string[], subject: string): Promise<void> {
		const { detail, ownText } = this;
		if (!detail) return;
		const { runId, result } = detail.task;
		const deliverable = ownText ?? result?.deliverable;
		const { id } = await this.api.mail({
			id: detail.item.taskId,
			to,
			subject,
			...(runId && { runId }),
			...(deliverable && { deliverable })
		});
		this.drafts.drop(detail.item.id);
		this.details.expire();
		await this.api.reload();
		this.select(`action:${id}`);
		this.movedOn += 1;
		this.announcement = 'The mail waits for you. Nothing has left yet.';
	}

	/** What a person found, or wants, where nobody but them can know. */
	async resolve(outcome: ResolveAction['outcome']): Promise<void> {
		const { action, selected } = this;
		if (!action || !selected) return;
		const { error } = action;
		try {
			await this.api.resolve({ id: action.id, outcome });
			// What stood in the way may be where it goes, which is then another place than was known.
			if (outcome === 'edit') await this.api.look(action.id);
		} catch (error) {
			this.api.say('failed', 'That did not work', refusalOf(error).message);
		}
		await Promise.all([this.details.again(selected), this.api.reload()]);
		if (this.selected !== selected) return;
		// The button that was pressed has gone, and its outcome stands at the top.
		if (outcome !== 'edit' || !this.open) return void (this.movedOn += 1);
		this.missing = error?.code ?? '';
		this.startEdit();
		this.notice = error?.message ?? '';
	}

	/** Whom or what a person must choose first, in a sentence. */
	protected missingChoice(): string | null {
		const names = this.choices.map(({ target }) => target.replace(/^\w+:/, ''));
		if (names.length === 0) return null;
		return `Please choose first: ${names.join(', ')}. Neither the task nor your address book names ${names.length === 1 ? 'it' : 'them'}.`;
	}

	protected close(): void {
		if (this.editing && this.editable) this.drafts.keep(this.editable);
		this.panel = null;
		this.editing = false;
		this.notice = '';
		this.missing = '';
	}

	async #readAhead(key: ItemKey): Promise<void> {
		await this.details.want(key);
		const { items } = this.list;
		const at = items.findIndex((item) => keyOf(item) === key);
		if (at < 0 || key !== this.selected) return;
		for (const near of [items[at + 1], items[at + 2], items[at - 1]])
			if (near) void this.details.want(keyOf(near));
	}
}

export function partsOf(key: ItemKey): { type: InboxItem['type']; id: string } {
	const [type, id = ''] = key.split(':');
	return { type: type === 'result' ? 'result' : 'action', id };
}
