import { Bulk } from '../bulk/bulk.svelte.ts';
import { commandsOf, type CommandsOfPage } from './commands.ts';
import { Notes } from './notes.svelte.ts';
import { Picked } from './picked.svelte.ts';
import type { PageReviewApi, ReviewApi } from './review-api.ts';
import { commandOf, isTaken } from './review-keys.ts';
import { ReviewState } from './review-state.svelte.ts';
import type { Panel } from './review-view.svelte.ts';
import type { ItemList } from './task-items.svelte.ts';
import { keysAreOn } from '../single-keys.ts';
import { refusalOf } from '#lib/refusal.ts';
import type { ActionKindView } from '#lib/schemas/action-kind.ts';
import { numberWord } from '#lib/format.ts';

type Options = {
	list: ItemList;
	api: PageReviewApi;
	kinds: () => readonly ActionKindView[];
	mayReview: () => boolean;
	root: () => HTMLElement | undefined;
};

/** Where items are decided: the same wherever they are shown. */
export class Desk {
	readonly notes = new Notes();
	readonly review: ReviewState;
	readonly picked: Picked;
	readonly bulk: Bulk;
	helpWanted = $state(false);
	helpOpen = $state(false);
	readonly #api: ReviewApi;
	readonly #options: Options;

	constructor(options: Options) {
		this.#options = options;
		this.#api = { ...options.api, say: this.notes.say };
		const nounOf = (kind: string) =>
			options.kinds().find((one) => one.kind === kind)?.noun ?? { one: 'action', many: 'actions' };
		this.review = new ReviewState(options.list, this.#api);
		this.picked = new Picked((kind) => nounOf(kind).many);
		this.bulk = new Bulk(this.review, this.picked, this.#api, nounOf);
	}

	help = (): void => {
		this.helpWanted = true;
		this.helpOpen = true;
	};

	panel = (wanted: Panel): void => {
		const { review } = this;
		if (!this.#options.mayReview() || !review.open) return;
		review.panel = review.panel === wanted ? null : wanted;
		review.notice = '';
		requestAnimationFrame(() => {
			const first = matchMedia('(min-width: 1024px)').matches ? 'textarea' : ':is(input, textarea)';
			const target = review.panel ? `[data-panel] ${first}` : '[data-review-bar] button';
			if (review.panel !== 'snooze') this.#options.root()?.querySelector<HTMLElement>(target)?.focus();
		});
	};

	/** All that the same task still proposes: asked first, with a summary. What somebody is changing is theirs alone. */
	together = async (): Promise<void> => {
		const { review, bulk } = this;
		const { item } = review;
		if (!item) return;
		try {
			const all = (await this.#api.itemsOf(item.taskId)).filter(({ status }) => status === 'proposed');
			const changed = all.filter(({ id }) => review.drafts.edits.has(id));
			if (changed.length === 0) return void bulk.askAbout('approve', all);
			const count = numberWord(changed.length).toLowerCase();
			review.notice = `You have changed ${count} of them. Approve your own version by itself first.`;
		} catch (error) {
			this.#api.say('failed', 'That did not work', refusalOf(error).message);
		}
	};

	/** What a key does, for the page's own window. */
	keys(page: Omit<CommandsOfPage, 'mayReview' | 'bulk' | 'panel' | 'help'>): (event: KeyboardEvent) => void {
		const commands = commandsOf(this.review, {
			...page,
			mayReview: this.#options.mayReview,
			bulk: (decision) => this.picked.kind !== null && this.bulk.ask(decision),
			panel: this.panel,
			help: this.help
		});
		return (event) => {
			if (event.defaultPrevented || event.isComposing || this.#inFields(event)) return;
			const dialog = '[role=dialog], [role=alertdialog], [role=menu]';
			if (isTaken(event.target, event.key) || document.querySelector(dialog)) return;
			const command = commandOf(event, keysAreOn());
			if (!command) return;
			event.preventDefault();
			commands[command]();
		};
	}

	/** The two keys that work while somebody writes. */
	#inFields(event: KeyboardEvent): boolean {
		const { review, picked } = this;
		if (review.editing && (event.ctrlKey || event.metaKey) && event.key === 'Enter') {
			event.preventDefault();
			(event.target as HTMLElement).blur();
			void review.approve();
			return true;
		}
		const open = review.editing || review.panel || picked.picking;
		if (event.key !== 'Escape' || !open || document.querySelector('[role=dialog]')) return false;
		event.preventDefault();
		if (review.panel) review.panel = null;
		else if (review.editing) review.leaveEdit();
		else picked.clear();
		return true;
	}
}
