import { expect, test } from 'vitest';
import { ActionStatus, ActionWait } from '../../schemas/action.ts';
import { actionState } from './action-state.ts';

const until = '2026-11-23T08:00:10.000Z';
const plain = {
	wait: null,
	error: null,
	needs: null,
	holdUntil: null,
	byRule: false,
	decidedBy: null,
	receipt: null
};
const waiting = (reason: ActionWait) => ({
	...plain,
	status: 'approved' as const,
	wait: { reason, message: `Because of ${reason}.`, until }
});

test('every state has a word, and every wait that is not the hold a sentence', () => {
	for (const status of ActionStatus.options) expect(actionState({ ...plain, status }).label).not.toBe('');
	for (const reason of ActionWait.options.filter((one) => one !== 'hold')) {
		expect(actionState(waiting(reason)).text).toBe(`Because of ${reason}.`);
	}
});

test('what a newer one has replaced did not wait too long', () => {
	const error = { code: 'superseded', message: '' };
	expect(actionState({ ...plain, status: 'expired', error }).label).toBe('Replaced');
});

test('while it is held it can be undone, and afterwards not', () => {
	expect(actionState(waiting('hold'))).toMatchObject({ label: 'Approved', undoUntil: until });
	expect(actionState({ ...waiting('hold'), byRule: true }).label).toBe('By your rule');
	expect(actionState({ ...plain, status: 'approved' }).undoUntil).toBeNull();
	expect(actionState({ ...plain, status: 'dispatching' }).undoUntil).toBeNull();
});

test('what waits for Google says how to go on', () => {
	expect(actionState(waiting('connect')).connect).toBe('connect');
	expect(actionState(waiting('reauth')).connect).toBe('reauth');
	expect(actionState(waiting('paused')).connect).toBeNull();
	const error = { code: 'missing_scope', message: '' };
	expect(actionState({ ...waiting('connect'), needs: 'sheets', error }).label).toBe(
		'Sheets is not allowed yet'
	);
});

test('only what nobody can know is asked of a person, with what to look for', () => {
	const error = { code: 'unknown_outcome', message: 'Look for the draft to Priya.' };
	expect(actionState({ ...plain, error, status: 'needs_human' })).toMatchObject({
		asks: true,
		text: error.message
	});
	expect(actionState({ ...plain, error, status: 'failed' })).toMatchObject({
		asks: false,
		text: error.message
	});
});
