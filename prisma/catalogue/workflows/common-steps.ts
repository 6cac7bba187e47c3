import type { RunStep } from '#lib/schemas/run-plan.ts';

/** What a draft is told whose text becomes a mail. */
export const onlyMail =
	'Wanted is the text of the mail alone, in plain text, from the greeting to the sign-off, without a subject. Questions are only for what the mail cannot do without.';

/** The same, where each row brings its own address. */
export const onlyMailToRow = `${onlyMail} Where the row has no e-mail address, ask for it.`;

/** The text that a draft step has brought. */
export const textOf = (draft: string): string => `{{${draft}.answer.deliverable}}`;

/** Writes a text and proposes nothing. */
export function write(key: string, instructions = ''): RunStep {
	return { kind: 'draft', key, proposes: false, instructions };
}

/** Steps for where a value is there, and for where it is not. */
export function when(key: string, value: string, then: RunStep[], otherwise: RunStep[] = []): RunStep {
	return { kind: 'condition', key, value, is: 'present', then, otherwise };
}

/** Steps for where somebody can be written to; `n/a` and two addresses in one cell are none. */
export function ifAddress(value: string, then: RunStep[], otherwise: RunStep[] = []): RunStep {
	return { kind: 'condition', key: 'addressed', value, is: 'address', then, otherwise };
}

/**
 * Steps for a draft that leaves nothing to ask. What still lacks something is no mail yet: it comes to its reader as a
 * text, with the questions.
 */
export function ifWhole(draft: string, then: RunStep[]): RunStep {
	const value = `${draft}.answer.questions.0`;
	return { kind: 'condition', key: `${draft}Asks`, value, is: 'absent', then, otherwise: [] };
}

type Mail = { to: string | string[]; subject: string; body: string; why: string };

/** Proposes a mail for the Drafts. */
export function mail({ why, ...letter }: Mail, key = 'mail'): RunStep {
	return { kind: 'action', key, action: 'gmail.draftEmail', why, payload: { ...letter, cc: [], bcc: [] } };
}

type Row = { sheet: string; columns: Record<string, string>; why: string };

/** Proposes a row at the end of the sheet that a field names. */
export function row({ sheet, columns, why }: Row, key = 'row'): RunStep {
	const payload = {
		spreadsheet: `{{input.${sheet}.spreadsheet}}`,
		tab: `{{input.${sheet}.tab}}`,
		columns: Object.entries(columns).map(([header, value]) => ({ header, value }))
	};
	return { kind: 'action', key, action: 'sheets.appendRow', why, payload };
}
