import type { CreateWorkflow } from '../../schemas/workflow.ts';
import type { InputField } from '../../schemas/workflow-input.ts';

/** What stands in the controls of one field. Rows may be pasted or come from a sheet; both are kept while one chooses. */
export type FieldDraft = { text: string; from: 'paste' | 'sheet'; spreadsheet: string; tab: string };
export type Drafts = Record<string, FieldDraft>;

type Inputs = CreateWorkflow['inputs'];

/** The form as it opens: empty, or what the template takes when nobody says. */
export function startDrafts(fields: readonly InputField[]): Drafts {
	return Object.fromEntries(fields.map((field) => [field.key, { ...blank(field), text: startText(field) }]));
}

/** The form as it was filled in. */
export function draftsOf(fields: readonly InputField[], inputs: Inputs): Drafts {
	return Object.fromEntries(fields.map((field) => [field.key, draftOf(field, inputs[field.key])]));
}

function draftOf(field: InputField, value: Inputs[string] | undefined): FieldDraft {
	const empty = blank(field);
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return { ...empty, text: asText(value) };
	if ('text' in value) return { ...empty, from: 'paste', text: String(value['text']) };
	const { spreadsheet = '', tab = '' } = value as { spreadsheet?: string; tab?: string };
	return { ...empty, from: 'sheet', spreadsheet, tab };
}

function blank({ kind }: InputField): FieldDraft {
	return { text: '', from: kind === 'sheet' ? 'sheet' : 'paste', spreadsheet: '', tab: '' };
}

function startText({ default: value }: InputField): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** As the API takes it. What was left empty is left out; the server says what it cannot do without. */
export function inputsFrom(fields: readonly InputField[], drafts: Drafts): Inputs {
	const entries = fields.flatMap((field) => {
		const draft = drafts[field.key];
		const value = draft && valueOf(field, draft);
		return value === undefined ? [] : [[field.key, value] as const];
	});
	return Object.fromEntries(entries);
}

function valueOf({ kind, required }: InputField, draft: FieldDraft): Inputs[string] | undefined {
	const text = draft.text.trim();
	if (draft.from === 'sheet') {
		const { spreadsheet, tab } = draft;
		return spreadsheet.trim() || required ? { spreadsheet, tab } : undefined;
	}
	if (!text) return required && (kind === 'text' || kind === 'long') ? '' : undefined;
	if (kind === 'table') return { text: draft.text };
	if (kind === 'number') return Number(text);
	return kind === 'emails' ? text.split(/[\s,;]+/).filter(Boolean) : text;
}

/** A value, or the example of a field, as one would type it. */
export function asText(value: unknown): string {
	if (Array.isArray(value)) return value.join(', ');
	if (typeof value !== 'object' || value === null) return String(value ?? '');
	if ('text' in value) return String(value.text);
	const { spreadsheet = '', tab = '' } = value as { spreadsheet?: string; tab?: string };
	return tab ? `${spreadsheet}, tab “${tab}”` : spreadsheet;
}
