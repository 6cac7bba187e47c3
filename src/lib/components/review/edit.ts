import type { Action, Flag, Preview } from '../../schemas/action.ts';

/** A person's version of an action while it is being written. */
export type Edit = {
	/** The payload hash that it started from. */
	hash: string;
	preview: Preview;
};

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
	if (preview.shape === 'mail') {
		const { to, cc, bcc, subject, body } = preview;
		return { ...action.payload, to, cc, bcc, subject, body };
	}
	if (preview.shape === 'fields') return withFields(action, preview);
	const was = action.preview.shape === 'row' ? action.preview : preview;
	return {
		...action.payload,
		// Shown is the address book's name for it, so it is written only when somebody wrote there.
		...(preview.spreadsheet === was.spreadsheet ? {} : { spreadsheet: preview.spreadsheet.trim() }),
		...(preview.tab === was.tab ? {} : { tab: preview.tab.trim() }),
		columns: preview.columns
	};
}

function withFields(
	action: Pick<Action, 'payload' | 'preview'>,
	preview: Extract<Preview, { shape: 'fields' }>
): Record<string, unknown> {
	const before = action.preview.shape === 'fields' ? action.preview.fields : [];
	const changed = preview.fields.filter(
		({ key, value }) => before.find((field) => field.key === key)?.value !== value
	);
	return changed.reduce<Record<string, unknown>>(
		(payload, { key, value }) => written(payload, key.split('.'), value) as Record<string, unknown>,
		action.payload
	);
}

/** The same with one property changed; `fields.0.value` is one inside. */
function written(whole: unknown, [name, ...inner]: string[], value: string): unknown {
	if (name === undefined) return value;
	if (Array.isArray(whole)) {
		return whole.map((part: unknown, nth) => (String(nth) === name ? written(part, inner, value) : part));
	}
	const record = whole as Record<string, unknown>;
	return { ...record, [name]: written(record[name], inner, value) };
}

/** One sentence on what is still missing; null when it can be approved. */
export function editProblem({ preview }: Edit): string | null {
	if (preview.shape === 'mail') {
		if (preview.to.length === 0) return 'Please say whom the mail is for.';
		const wrong = [...preview.to, ...preview.cc, ...preview.bcc].find((address) => !isAddress(address));
		if (wrong) return `“${wrong}” is not an e-mail address.`;
		if (!preview.body.trim()) return 'The mail is empty.';
	}
	if (preview.shape === 'row' && !preview.spreadsheet.trim()) return 'Please name the sheet.';
	return null;
}

/** `priya@harbour.example` of `Priya Shah <Priya@Harbour.example>` */
export function bareAddress(address: string): string {
	return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}

export function isAddress(address: string): boolean {
	return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(bareAddress(address));
}

/** What somebody typed or pasted into a line of recipients, one by one: `Priya <p@x.example>, tom@x.example`. */
export function splitAddresses(text: string): string[] {
	return text
		.split(/[,;\n]+(?=(?:[^"]*"[^"]*")*[^"]*$)/)
		.map((one) => one.trim())
		.filter(Boolean);
}

/** The targets of a preview as flags name them; a sheet's only while it is the one that the agent wrote. */
function targetsIn(preview: Preview): string[] | null {
	if (preview.shape !== 'mail') return null;
	return [...preview.to, ...preview.cc, ...preview.bcc].map((address) => `email:${bareAddress(address)}`);
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
	const targets = targetsIn(edit.preview);
	if (targets) return !targets.includes(target);
	if (edit.preview.shape === 'row' && action.preview.shape === 'row') {
		return edit.preview.spreadsheet !== action.preview.spreadsheet;
	}
	return false;
}

function idInLink(spreadsheet: string): string {
	return /\/spreadsheets(?:\/u\/\d+)?\/d\/([\w-]+)/.exec(spreadsheet)?.[1] ?? spreadsheet.trim();
}

/** `spreadsheet:Quotes`: which one is meant, only its link can tell. */
export function isTitleOnly(target: string): boolean {
	return target.startsWith('spreadsheet:') && !/^spreadsheet:[\w-]{20,}$/.test(target);
}

/** What the person wrote in themselves is chosen by them. */
export function writtenIn(action: Pick<Action, 'preview'>, edit: Edit | null): string[] {
	const now = edit && targetsIn(edit.preview);
	if (edit?.preview.shape === 'row' && action.preview.shape === 'row') {
		const changed = edit.preview.spreadsheet !== action.preview.spreadsheet;
		return changed ? [`spreadsheet:${idInLink(edit.preview.spreadsheet)}`] : [];
	}
	const before = targetsIn(action.preview) ?? [];
	return (now ?? []).filter((target) => !before.includes(target));
}
