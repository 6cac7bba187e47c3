import type { FailpointName } from '#server/ports/failpoint.ts';

const named = 'Write to dana@northwind.example and into the sheet SHEET, please.';
const draft = `${named}\npeer:draft-email:dana@northwind.example`;
const row = 'peer:append-row:SHEET peer:tab:November';

/** What tasks ask for; `SHEET` is the business's own spreadsheet. */
export const wishes = [
	'Please.',
	'Please.',
	'Please.',
	'Please.',
	'peer:slow-2s',
	'peer:500-once',
	'peer:429',
	'peer:hang-once',
	'peer:reset',
	'peer:not-json',
	'peer:empty',
	'peer:cut-off',
	'peer:endless',
	'peer:no-usage',
	'peer:careless',
	'peer:401',
	'peer:504',
	draft,
	`${draft} ${row}`,
	`${draft} ${row}`,
	`${named}\npeer:append-row:SHEET peer:tab:Nowhere`,
	`${draft} ${row} peer:vendor:sandbox:reset-after`,
	`${draft} ${row} peer:vendor:sandbox:503-after`,
	`${draft} ${row} peer:vendor:sandbox:503-before`,
	`${draft} ${row} peer:vendor:sandbox:garbled-after`,
	`${draft} ${row} peer:vendor:sandbox:429`,
	`${draft} ${row} peer:vendor:sandbox:401-once`,
	`${draft} peer:vendor:sandbox:hang-after`
];

export const places: FailpointName[] = [
	'claimed',
	'step-begun',
	'intent-recorded',
	'model-answered',
	'answer-recorded',
	'step-finished',
	'run-finished',
	'failure-recorded',
	'action-claimed',
	'action-prepared',
	'action-intent',
	'action-answered',
	'action-settled',
	'action-looked'
];
