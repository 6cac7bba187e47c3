import { z } from 'zod';

/* What a workflow's owner fills in: a form as data, from which its Zod schema and its JSON Schema are made. */

const atMost = (most: number) => ({ error: `Please use at most ${most.toLocaleString('en')} characters.` });
const textMaxLength = 500;
const longMaxLength = 20_000;
const pastedMaxLength = 200_000;

/** A tab of a Google Sheet, by its link, its id or its name in the address book; without a tab it is the first. */
const link = { error: 'Please paste the link of the sheet.' };
export const SheetInput = z.object(
	{
		spreadsheet: z.string(link).trim().min(1, link).max(textMaxLength, atMost(textMaxLength)),
		tab: z.string({ error: 'Please write the name of the tab.' }).trim().max(200, atMost(200)).default('')
	},
	{ error: 'Please name a sheet: its link, and the tab.' }
);
export type SheetInput = z.infer<typeof SheetInput>;

/** Rows: pasted (CSV, cells out of a spreadsheet, lines), or read from a sheet at each run. */
export const TableInput = z.union(
	[z.object({ text: z.string().max(pastedMaxLength, atMost(pastedMaxLength)) }), SheetInput],
	'Please paste the rows, or name a sheet.'
);
export type TableInput = z.infer<typeof TableInput>;

export const InputField = z.object({
	key: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
	label: z.string().min(1).max(80),
	help: z.string().max(300).default(''),
	kind: z.enum(['text', 'long', 'emails', 'number', 'choice', 'table', 'sheet']),
	required: z.boolean().default(false),
	/** How a column with it may be headed, besides its label; where new rows of a sheet bring it. */
	headings: z.array(z.string().min(1).max(80)).max(20).default([]),
	/** Of a choice. */
	choices: z.array(z.string().min(1).max(100)).max(20).default([]),
	/** What it is when nobody says; of its kind. */
	default: z.json().optional(),
	/** What somebody would really put there; of its kind. */
	example: z.json()
});
export type InputField = z.infer<typeof InputField>;

const filled = { error: 'Please fill this in.' };

const kinds: Record<InputField['kind'], (field: InputField) => z.ZodType> = {
	text: ({ required }) =>
		z
			.string(filled)
			.trim()
			.min(required ? 1 : 0, filled)
			.max(textMaxLength, atMost(textMaxLength)),
	long: ({ required }) =>
		z
			.string(filled)
			.trim()
			.min(required ? 1 : 0, filled)
			.max(longMaxLength, atMost(longMaxLength)),
	emails: ({ required }) =>
		z
			.array(z.email({ error: 'This is not an e-mail address.' }), filled)
			.min(required ? 1 : 0, filled)
			.max(50, { error: 'Please name at most 50.' }),
	number: () => z.number(filled),
	choice: ({ choices }) => z.enum(choices as [string, ...string[]], { error: 'Please choose one.' }),
	table: () => TableInput,
	sheet: () => SheetInput
};

/** The schema of what is filled in. Fields that it does not have are refused: they would mean nothing. */
export function inputsSchema(fields: readonly InputField[]): z.ZodType<Record<string, z.core.util.JSONType>> {
	const shape = fields.map((field) => {
		const schema = kinds[field.kind](field).describe([field.label, field.help].filter(Boolean).join('. '));
		const known = field.default === undefined ? schema : schema.default(field.default);
		return [
			field.key,
			(field.required ? known : known.optional()).meta({ examples: [field.example] })
		] as const;
	});
	return z.strictObject(Object.fromEntries(shape)) as unknown as z.ZodType<
		Record<string, z.core.util.JSONType>
	>;
}
