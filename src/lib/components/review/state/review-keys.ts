/** What a key does while reviewing. */
export type Command =
	| 'next'
	| 'previous'
	| 'open'
	| 'edit'
	| 'approve'
	| 'approveQuietly'
	| 'sendBack'
	| 'reject'
	| 'snooze'
	| 'select'
	| 'selectRange'
	| 'undo'
	| 'filter'
	| 'help';

type Key = {
	/** `KeyboardEvent.key` in lower case. */
	key: string;
	shift?: true;
	command: Command;
	/** On the help sheet. */
	shown: string;
	does: string;
	/** A held key goes on: for moving, never for deciding. */
	repeats?: true;
	/** Works although single letters are switched off. */
	always?: true;
};

export const reviewKeys: readonly Key[] = [
	{ key: 'j', command: 'next', shown: 'J', does: 'Next', repeats: true },
	{ key: 'k', command: 'previous', shown: 'K', does: 'The one before', repeats: true },
	{ key: 'enter', command: 'open', shown: 'Enter', does: 'Open it', always: true },
	{ key: 'a', command: 'approve', shown: 'A', does: 'Approve, and on to the next' },
	{
		key: 'a',
		shift: true,
		command: 'approveQuietly',
		shown: 'Shift A',
		does: 'The same, without questions after'
	},
	{ key: 'e', command: 'edit', shown: 'E', does: 'Edit it here' },
	{ key: 'v', command: 'sendBack', shown: 'V', does: 'Send back with instructions' },
	{ key: 'r', command: 'reject', shown: 'R', does: 'Reject with a reason' },
	{ key: 's', command: 'snooze', shown: 'S', does: 'Snooze' },
	{ key: 'x', command: 'select', shown: 'X', does: 'Select' },
	{ key: 'x', shift: true, command: 'selectRange', shown: 'Shift X', does: 'Select up to here' },
	{ key: 'z', command: 'undo', shown: 'Z', does: 'Undo the last approval' },
	{ key: '/', command: 'filter', shown: '/', does: 'Find by recipient or title', always: true },
	{ key: '?', command: 'help', shown: '?', does: 'Show these keys', always: true }
];

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** What a press means where no field is being typed in; null for nothing. Modifiers are never ours, Shift aside. */
export function commandOf(pressed: Pressed, lettersOn: boolean): Command | null {
	if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
	const name = pressed.key.toLowerCase();
	// Signs like `?` need Shift on many keyboards, so only letters are strict about it.
	const strict = /^[a-z]$/.test(name);
	const found = reviewKeys.find(
		({ key, shift = false }) => key === name && (!strict || shift === pressed.shiftKey)
	);
	if (!found || (pressed.repeat && !found.repeats) || (!lettersOn && !found.always)) return null;
	return found.command;
}

/** Whether a press belongs to what has the focus: somebody types there, or Enter and Space work it. */
export function isTaken(target: EventTarget | null, key: string): boolean {
	if (!(target instanceof Element)) return false;
	if (
		target.closest(
			'[contenteditable="true"], textarea, select, [role="dialog"], [role="alertdialog"], [role="menu"]'
		)
	)
		return true;
	const input = target.closest('input');
	if (input) return !['checkbox', 'radio', 'button'].includes(input.type) || key === ' ' || key === 'Enter';
	return key === 'Enter' && target.closest('a, button, summary') !== null;
}
