import { keysAreOn } from './components/review/single-keys.ts';

export type Shortcut = {
	/** A single key as `KeyboardEvent.key` names it, in lower case: `k`, `enter`, `/`. */
	key: string;
	/** Ctrl on most machines, Cmd on a Mac. Such a shortcut also works inside fields. */
	mod?: boolean;
	shift?: boolean;
	run: () => void;
};

/** Somebody types there, or answers what lies over the page. */
function isTaken(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	const fields = 'input, textarea, select, [role="textbox"], [role="menuitem"]';
	const over = '[role="dialog"], [role="alertdialog"]';
	return target.isContentEditable || target.matches(fields) || target.closest(over) !== null;
}

function matches(event: KeyboardEvent, shortcut: Shortcut): boolean {
	const mod = event.ctrlKey || event.metaKey;
	if (event.key.toLowerCase() !== shortcut.key || mod !== Boolean(shortcut.mod) || event.altKey) return false;
	// Signs like `?` need Shift on many keyboards, so only letters are strict about it.
	const isLetter = /^[a-z]$/.test(shortcut.key);
	if (!isLetter) return true;
	return event.shiftKey === Boolean(shortcut.shift) && (mod || keysAreOn());
}

/**
 * Listens for keys on the whole page and returns how to stop. A held key counts once; typing in a field counts never,
 * nor does a letter alone while those are switched off.
 */
export function listenForShortcuts(shortcuts: readonly Shortcut[]): () => void {
	function onKeydown(event: KeyboardEvent) {
		if (event.repeat || event.defaultPrevented || event.isComposing) return;
		const found = shortcuts.find((shortcut) => matches(event, shortcut));
		if (!found || (!found.mod && isTaken(event.target))) return;
		event.preventDefault();
		found.run();
	}
	window.addEventListener('keydown', onKeydown);
	return () => window.removeEventListener('keydown', onKeydown);
}
