import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { isChanged, startEdit, type Edit, type Editable } from './edit.ts';

const storageKey = (id: string) => `edit:${id}`;

/** What a person has written and not approved yet, and whom they have chosen. Survives moving on and a reload of the tab. */
export class Drafts {
	readonly edits = new SvelteMap<string, Edit>();
	readonly #chosen = new SvelteMap<string, SvelteSet<string>>();

	/** The edit of an action, taken from where it was left; a new one where there is none. */
	open(action: Editable): Edit {
		const kept = this.edits.get(action.id) ?? read(action);
		const edit = $state(kept ?? startEdit(action));
		this.edits.set(action.id, edit);
		return edit;
	}

	/** An edit that differs from what is proposed. */
	of(action: Editable | null): Edit | null {
		const edit = action ? this.edits.get(action.id) : undefined;
		return action && edit && isChanged(action, edit) ? edit : null;
	}

	/** Puts an edit away for later; fields that were only looked at are none. */
	keep(action: Editable): void {
		const edit = this.of(action);
		if (!edit) this.edits.delete(action.id);
		try {
			if (edit) sessionStorage.setItem(storageKey(action.id), JSON.stringify(edit));
		} catch {
			// Where nothing may be kept, the edit lives as long as the page.
		}
	}

	drop(id: string): void {
		this.edits.delete(id);
		this.#chosen.delete(id);
		try {
			sessionStorage.removeItem(storageKey(id));
		} catch {
			// It was never kept.
		}
	}

	/** Whom or what of the agent's own choosing the person has confirmed. */
	chosen(id: string): ReadonlySet<string> {
		return this.#chosen.get(id) ?? none;
	}

	choose(id: string, target: string, yes: boolean): void {
		const chosen = this.#chosen.get(id) ?? new SvelteSet<string>();
		if (yes) chosen.add(target);
		else chosen.delete(target);
		this.#chosen.set(id, chosen);
	}
}

const none: ReadonlySet<string> = new SvelteSet<string>();

/** Only when the proposal is still the one that it was made from. */
function read(action: Editable): Edit | null {
	try {
		const edit = JSON.parse(sessionStorage.getItem(storageKey(action.id)) ?? 'null') as Edit | null;
		const same = edit?.hash === action.payloadHash && edit.preview.shape === action.preview.shape;
		return same ? edit : null;
	} catch {
		return null;
	}
}
