import type { Brief } from '#lib/schemas/brief.ts';
import type { Person } from './reader/people.ts';
import type { Reading } from './reader/read-task.ts';
import type { Intent } from './text/intent.ts';
import type { Voice } from './voice.ts';

/** What every kind of draft is made from. */
export type Context = { brief: Brief; task: Reading; intent: Intent; voice: Voice };

/** A mail in plain text, ready to be shown and to be proposed. */
export type Mail = { person: Person | null; subject: string; body: string; why: string };

/** A row for the spreadsheet that the task names. */
export type Row = { columns: { header: string; value: string }[]; why: string };

/** What a kind of draft brings; labelling, checking and proposing happen once, in `finish`. */
export type Draft = {
	/** Completes "Written offline, without a language model: …". */
	what: string;
	/** Markdown before the mails; may be empty when there are mails. */
	body: string;
	mails: Mail[];
	rows: Row[];
	assumptions: string[];
	questions: string[];
};

/** Null when the task lacks what this kind needs; then the next kind is tried. */
export type Drafting = (context: Context) => Draft | null;

export function draft(parts: Pick<Draft, 'what'> & Partial<Draft>): Draft {
	return { body: '', mails: [], rows: [], assumptions: [], questions: [], ...parts };
}
