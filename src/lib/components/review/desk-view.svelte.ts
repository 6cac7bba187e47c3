import type { InboxDetail, InboxItem } from '../../schemas/inbox.ts';
import { DetailCache } from './detail-cache.svelte.ts';
import { Drafts } from './drafts.svelte.ts';
import { openChoices } from './edit.ts';
import type { Hands } from './hands.ts';
import type { InboxList } from './inbox-list.svelte.ts';
import { isOpen, keyOf, type ItemKey } from './inbox-pages.ts';
import { Questions } from './questions.svelte.ts';

export type Panel = 'reject' | 'revise' | 'snooze' | 'leave' | null;

/** What is looked at on the review desk, and how one moves between items and in and out of editing. */
export class DeskView {
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
	readonly list: InboxList;
	readonly hands: Hands;
	/** Counts up when a decision has moved on, so that the page puts the focus where reading starts. */
	movedOn = $state(0);
	#lastIndex = 0;

	constructor(list: InboxList, hands: Hands) {
		this.list = list;
		this.hands = hands;
		this.questions = new Questions(hands);
		this.details = new DetailCache((key) => hands.read(partsOf(key)));
	}

	readonly index = $derived.by(() => this.list.items.findIndex((item) => keyOf(item) === this.selected));
	readonly item = $derived.by(
		(): InboxItem | undefined => this.list.items[this.index] ?? this.details.get(this.selected)?.item
	);
	readonly detail = $derived.by((): InboxDetail | undefined => this.details.get(this.selected));
	readonly action = $derived.by(() => this.detail?.action ?? null);
	readonly edit = $derived.by(() => this.drafts.of(this.action));
	readonly open = $derived.by(() => this.detail !== undefined && isOpen(this.detail.item));
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

	startEdit(): void {
		if (!this.action || !this.open) return;
		this.drafts.open(this.action);
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
		const { action } = this;
		if (!action) return;
		if (how === 'ask' && this.edit) {
			this.panel = 'leave';
			return;
		}
		if (how === 'keep') this.drafts.keep(action);
		else this.drafts.drop(action.id);
		this.close();
	}

	protected close(): void {
		if (this.editing && this.action) this.drafts.keep(this.action);
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

function partsOf(key: ItemKey): { type: InboxItem['type']; id: string } {
	const [type, id = ''] = key.split(':');
	return { type: type === 'result' ? 'result' : 'action', id };
}
