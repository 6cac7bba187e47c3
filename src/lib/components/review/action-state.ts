import { googleAbilities } from '#lib/google-abilities.ts';
import type { Action } from '../../schemas/action.ts';
import type { Tone } from '../ui/variants.ts';

export type ActionState = {
	tone: Tone;
	/** On the chip. */
	label: string;
	/** A sentence; empty when the chip says it all. */
	text: string;
	/** The way on is to connect Google, for the first time or once more. */
	connect: 'connect' | 'reauth' | null;
	/** ISO 8601: until then it can be undone. */
	undoUntil: string | null;
	/** A person must say what becomes of it. */
	asks: boolean;
};

type Seen = Pick<
	Action,
	'status' | 'wait' | 'error' | 'needs' | 'holdUntil' | 'byRule' | 'decidedBy' | 'receipt'
>;

/** Where an action stands after the decision, in words. `sentBack`: with the whole version that it belongs to. */
export function actionState(action: Seen, sentBack = false): ActionState {
	if (action.status === 'approved') return approved(action);
	if (sentBack) return state('neutral', 'Sent back', 'It was made anew with what was asked for.');
	const { error } = action;
	const states: Record<Exclude<Action['status'], 'approved'>, ActionState> = {
		proposed: state('waiting', 'Waiting for you', ''),
		dispatching: state('running', 'Being carried out', 'It is being carried out right now.'),
		unknown: state(
			'running',
			'Looking for it',
			action.wait?.message ??
				'The answer was lost on the way. We look whether it is there before anything is tried again.'
		),
		succeeded: state('done', action.byRule ? 'Done by your rule' : 'Done', action.receipt?.detail ?? ''),
		needs_human: state('waiting', 'Needs you', error?.message ?? 'Please look what became of it.', {
			asks: true
		}),
		rejected: state('neutral', 'Rejected', 'Nothing came of it.'),
		expired:
			error?.code === 'superseded'
				? state('neutral', 'Replaced', 'A newer one of the same has taken its place.')
				: state('neutral', 'Expired', 'It waited too long, so nothing was done.'),
		failed:
			error?.code === 'dropped'
				? state('neutral', 'Left as it is', error.message)
				: state('failed', 'Failed', error?.message ?? 'It could not be carried out.')
	};
	return states[action.status];
}

function approved({ wait, holdUntil, byRule, needs, error }: Seen): ActionState {
	const text = wait?.message ?? 'It is carried out any moment.';
	if (!wait) return state('running', 'On its way', text);
	const lacking = needs && error?.code === 'missing_scope' ? googleAbilities[needs].lacking : null;
	const waits: Record<NonNullable<Seen['wait']>['reason'], ActionState> = {
		hold: state('done', byRule ? 'By your rule' : 'Approved', '', { undoUntil: wait.until ?? holdUntil }),
		connect: state('waiting', lacking ?? 'Waits for a Google account', text, { connect: 'connect' }),
		reauth: state('waiting', 'Google asks again', text, { connect: 'reauth' }),
		retry: state('running', 'Tried again soon', text),
		rate_limit: state('running', 'Tried again soon', text),
		paused: state('waiting', 'Held', text),
		looking: state('running', 'Looking for it', text),
		hours: state('neutral', 'Waits for working hours', text)
	};
	return waits[wait.reason];
}

function state(tone: Tone, label: string, text: string, more: Partial<ActionState> = {}): ActionState {
	return { tone, label, text, connect: null, undoUntil: null, asks: false, ...more };
}
