import type { Refusal } from './refusal.ts';

type Words = {
	/** Whether this is what Google means; `message` is small. */
	means(refusal: Refusal & { status: number; isWrite: boolean }): boolean;
	/** What it is and what to do about it. */
	sentence: string;
};

const has = (reasons: string[], ...wanted: string[]) => wanted.some((reason) => reasons.includes(reason));
const mayNot = ({ status, message }: { status: number; message: string }) =>
	status === 403 && message.includes('does not have permission');

/** Refusals that a person can do something about, each with the way on. The first that fits counts. */
const known: Words[] = [
	{
		means: ({ reasons }) => has(reasons, 'SERVICE_DISABLED', 'accessNotConfigured'),
		sentence:
			'This Google service is switched off in the Google Cloud project of this installation. Whoever runs the installation can enable its API there; then try again.'
	},
	{
		means: ({ message }) => message.includes('not supported for this document'),
		sentence:
			'This file is no Google Sheet, perhaps an Excel file kept in Drive. Open it, choose “Save as Google Sheets” in its File menu, and give the link of the new one.'
	},
	{
		means: ({ message }) => message.includes('protected cell') || message.includes('protected range'),
		sentence:
			'The place where the row would go is protected. Ask the owner of the spreadsheet to let the connected account edit it, or name another tab.'
	},
	{
		means: ({ message }) => message.includes('above the limit of') && message.includes('cells'),
		sentence:
			'This spreadsheet is full: Google keeps at most 10 million cells in one. Remove tabs or rows that are not needed any more, or name another spreadsheet.'
	},
	{
		means: (refusal) => mayNot(refusal) && refusal.isWrite,
		sentence:
			'The connected account may only view this spreadsheet. Ask its owner to share it with that account as an editor, then try again.'
	},
	{
		means: mayNot,
		sentence:
			'The connected account may not open this spreadsheet. Share it with that account as an editor, then try again.'
	}
];

/** Null where nothing better is known than that it was refused. */
export function refusalInWords(status: number, refusal: Refusal, isWrite: boolean): string | null {
	const asked = { ...refusal, message: refusal.message.slice(0, 2_000).toLowerCase(), status, isWrite };
	return known.find(({ means }) => means(asked))?.sentence ?? null;
}
