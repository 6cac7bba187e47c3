import { bareAddress, emailProblem } from '#lib/email-addresses.ts';
import type { Action, Preview } from '#lib/schemas/action.ts';
import { targetKey } from '#lib/target-kinds.ts';

type Shape = Preview['shape'];
export type Shaped<Name extends Shape> = Extract<Preview, { shape: Name }>;
type Payload = Record<string, unknown>;

/** What an editor must know of a shape; how each is drawn is in `review-work.svelte`. */
type Rules<Name extends Shape> = {
	/** One sentence on what is still missing; null when it can be approved. */
	problem(preview: Shaped<Name>): string | null;
	/** The payload with what the person changed; what they left alone stays byte for byte. */
	payload(payload: Payload, edited: Shaped<Name>, was: Shaped<Name>): Payload;
	/** Whom or what it names now, as flags name them; null when an edit cannot change that. */
	targets(edited: Shaped<Name>, was: Shaped<Name>): string[] | null;
	/** Those that the person wrote in. */
	writtenIn(edited: Shaped<Name>, was: Shaped<Name>): string[];
};

const recipientsOf = ({ to, cc, bcc }: Shaped<'mail'>) =>
	[...to, ...cc, ...bcc].map((address) => targetKey({ kind: 'email', value: bareAddress(address) }));

/** Every shape that a proposal can have: a new one adds its part here. */
const shapes: { [Name in Shape]: Rules<Name> } = {
	mail: {
		problem({ to, cc, bcc, body }) {
			if (to.length === 0) return 'Please say whom the mail is for.';
			const wrong = [...to, ...cc, ...bcc].map(bareAddress).map(emailProblem).find(Boolean);
			if (wrong) return wrong;
			return body.trim() ? null : 'The mail is empty.';
		},
		payload: (payload, { to, cc, bcc, subject, body }) => ({ ...payload, to, cc, bcc, subject, body }),
		targets: recipientsOf,
		writtenIn: (edited, was) => recipientsOf(edited).filter((target) => !recipientsOf(was).includes(target))
	},
	row: {
		problem: ({ spreadsheet }) => (spreadsheet.trim() ? null : 'Please name the sheet.'),
		payload: (payload, { spreadsheet, tab, columns }, was) => ({
			...payload,
			// Shown is the address book's name for it, so it is written only when somebody wrote there.
			...(spreadsheet === was.spreadsheet ? {} : { spreadsheet: spreadsheet.trim() }),
			...(tab === was.tab ? {} : { tab: tab.trim() }),
			columns
		}),
		targets: ({ spreadsheet }, was) => (spreadsheet === was.spreadsheet ? null : []),
		writtenIn: ({ spreadsheet }, was) =>
			spreadsheet === was.spreadsheet
				? []
				: [targetKey({ kind: 'spreadsheet', value: idInLink(spreadsheet) })]
	},
	fields: { problem: () => null, payload: withFields, targets: () => null, writtenIn: () => [] }
};

/** The rules of this preview's shape, and what it was before when that had the same shape. */
export function shapeOf(action: Pick<Action, 'preview'>, preview: Preview) {
	const rules = shapes[preview.shape] as unknown as Rules<Shape>;
	return { rules, was: action.preview.shape === preview.shape ? action.preview : preview };
}

function withFields(payload: Payload, { fields }: Shaped<'fields'>, was: Shaped<'fields'>): Payload {
	const changed = fields.filter(
		({ key, value }) => was.fields.find((field) => field.key === key)?.value !== value
	);
	return changed.reduce<Payload>(
		(whole, { key, value }) => written(whole, key.split('.'), value) as Payload,
		payload
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

export function isAddress(address: string): boolean {
	return emailProblem(bareAddress(address)) === null;
}

function idInLink(spreadsheet: string): string {
	return /\/spreadsheets(?:\/u\/\d+)?\/d\/([\w-]+)/.exec(spreadsheet)?.[1] ?? spreadsheet.trim();
}
