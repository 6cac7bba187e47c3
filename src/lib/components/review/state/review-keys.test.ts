import { expect, test } from 'vitest';
import { commandOf, reviewKeys } from './review-keys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
	key,
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	repeat: false,
	...more
});

test('the keys are those of the design', () => {
	const commands = Object.fromEntries(
		['j', 'k', 'Enter', 'e', 'a', 'v', 'r', 'x', 'z', 's', '/', '?'].map((key) => [
			key,
			commandOf(press(key), true)
		])
	);
	expect(commands).toEqual({
		...{ j: 'next', k: 'previous', Enter: 'open', e: 'edit', a: 'approve', v: 'sendBack', r: 'reject' },
		...{ x: 'select', z: 'undo', s: 'snooze', '/': 'filter', '?': 'help' }
	});
	expect(commandOf(press('A', { shiftKey: true }), true)).toBe('approveQuietly');
	expect(commandOf(press('X', { shiftKey: true }), true)).toBe('selectRange');
	expect(commandOf(press('?', { shiftKey: true }), true)).toBe('help');
});

test('with Ctrl, Cmd or Alt a key is the browser’s', () => {
	for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
		expect(commandOf(press('a', more), true)).toBeNull();
		expect(commandOf(press('r', more), true)).toBeNull();
	}
});

test('a held key moves on but decides nothing', () => {
	const held = { repeat: true };
	expect(commandOf(press('j', held), true)).toBe('next');
	expect(commandOf(press('a', held), true)).toBeNull();
	expect(commandOf(press('x', held), true)).toBeNull();
});

test('switched off, letters do nothing, and the sheet that switches them on still opens', () => {
	for (const { key, shift = false } of reviewKeys.filter(({ key }) => /^[a-z]$/.test(key))) {
		expect(commandOf(press(key, { shiftKey: shift }), false)).toBeNull();
	}
	expect(commandOf(press('?', { shiftKey: true }), false)).toBe('help');
	expect(commandOf(press('Enter'), false)).toBe('open');
});

test('no key has two meanings', () => {
	const names = reviewKeys.map(({ key, shift }) => `${shift ? 'shift ' : ''}${key}`);
	expect(new Set(names).size).toBe(names.length);
});
