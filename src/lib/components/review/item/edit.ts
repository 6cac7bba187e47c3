import type { Action, Flag, Preview } from '#lib/schemas/action.ts';
import type { InboxDetail } from '#lib/schemas/inbox.ts';
import { readTargetKey, targetKinds, type Settling } from '#lib/target-kinds.ts';
import { shapeOf } from './shapes.ts';

/** A person's version of an action while it is being written. */
export type Edit = {
	/** The payload hash that it started from. */
	hash: string;
	preview: Preview;
};

/** What can be edited in place: a proposal, or the text of a result in the shape of one. */
export type Editable = Pick<Action, 'id' | 'payloadHash' | 'preview'>;

/** The text of a result as something to edit; null when there is none, or when a proposal is what is decided. */
export function textOf({ item, task }: Pick<InboxDetail, 'item' | 'task'>): Editable | null {
	if (item.type !== 'result' || !task.result) return null;
	const value = task.result.deliverable;
	const text = { key: 'deliverable', label: 'The text', value, long: true };
	return { id: item.id, payloadHash: task.runId ?? '', preview: { shape: 'fields', fields: [text] } };
}

export function textIn(preview: Preview): string {
	return preview.shape === 'fields' ? (preview.fields[0]?.value ?? '') : '';
}

/** All that can be read in a proposal, for what was left to be filled in. */
export function wordsIn(preview: Preview): string {
	if (preview.shape === 'mail') return `${preview.subject}\n${preview.body}`;
	const parts = preview.shape === 'row' ? preview.columns : preview.fields;
	return parts.map(({ value }) => value).join('\n');
}

export function startEdit(action: Pick<Action, 'payloadHash' | 'preview'>): Edit {
	return { hash: action.payloadHash, preview: structuredClone(action.preview) };
}

export function isChanged(action: Pick<Action, 'preview'>, edit: Edit): boolean {
	return JSON.stringify(action.preview) !== JSON.stringify(edit.preview);
}

/** The payload with what the person changed; what they left alone stays byte for byte. */
export function editedPayload(
	action: Pick<Action, 'payload' | 'preview'>,
	{ preview }: Edit
): Record<string, unknown> {
	const { rules, was } = shapeOf(action, preview);
	return rules.payload(action.payload, preview, was);
}

/** One sentence on what is still missing; null when it can be approved. */
export function editProblem({ preview }: Edit): string | null {
	return shapeOf({ preview }, preview).rules.problem(preview);
}

/** What somebody typed or pasted into a line of recipients, one by one: `Priya <p@x.example>, tom@x.example`. */
export function splitAddresses(text: string): string[] {
	const entries = text.match(/(?:"[^"]*"|[^,;\n])+/g) ?? [];
	return entries.map((one) => one.trim()).filter(Boolean);
}

/** Which unnamed targets a person must still choose, given what they wrote and what they ticked. */
export function openChoices(
	action: Pick<Action, 'flags' | 'preview'>,
	edit: Edit | null,
	chosen: ReadonlySet<string>
): (Flag & { target: string })[] {
	return unnamed(action).filter(({ target }) => !chosen.has(target) && !isReplaced(action, edit, target));
}

/** The unnamed targets that an edit has not taken out. */
export function unnamedLeft(
	action: Pick<Action, 'flags' | 'preview'>,
	edit: Edit | null
): (Flag & { target: string })[] {
	return unnamed(action).filter(({ target }) => !isReplaced(action, edit, target));
}

function unnamed({ flags }: Pick<Action, 'flags'>): (Flag & { target: string })[] {
	return flags.filter(
		(flag): flag is Flag & { target: string } => flag.code === 'unnamed' && flag.target !== null
	);
}

function isReplaced(action: Pick<Action, 'preview'>, edit: Edit | null, target: string): boolean {
	if (!edit) return false;
	const { rules, was } = shapeOf(action, edit.preview);
	return rules.targets(edit.preview, was)?.includes(target) === false;
}

/** `spreadsheet:Quotes`: which one is meant, only its link can tell. */
export function isTitleOnly(target: string): boolean {
	return settlingOf(target) === 'link';
}

/** How a person settles a target that nobody has named. */
export function settlingOf(target: string): Settling {
	const read = readTargetKey(target);
	return read ? targetKinds[read.kind].settling(read.value) : 'confirm';
}

/** What the person wrote in themselves is chosen by them. */
export function writtenIn(action: Pick<Action, 'preview'>, edit: Edit | null): string[] {
	if (!edit) return [];
	const { rules, was } = shapeOf(action, edit.preview);
	return rules.writtenIn(edit.preview, was);
}
