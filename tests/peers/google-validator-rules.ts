import type { Description } from './google-descriptions/trim.ts';
import { checkMask, isRecord } from './google-validator-schema.ts';

type Rule = (body: Record<string, unknown>, schemas: Description['schemas']) => string[];

/** Headers that RFC 5322 allows once at most. */
const once = [
	'date',
	'from',
	'to',
	'cc',
	'bcc',
	'message-id',
	'in-reply-to',
	'references',
	'subject',
	'mime-version'
];
const locations = ['spreadsheet', 'sheetId', 'dimensionRange'];
const filters = ['a1Range', 'developerMetadataLookup', 'gridRange'];

function given(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function countOf(value: Record<string, unknown>, names: string[]): number {
	return names.filter((name) => value[name] !== undefined).length;
}

function checkHead(head: string): string[] {
	const lines = head.replaceAll(/\r\n[ \t]/g, ' ').split('\r\n');
	const names = lines.map((line) => /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase() ?? '');
	const repeated = once.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
	return [
		...names.flatMap((name, index) =>
			name ? [] : [`the mail has no header in ${JSON.stringify(lines[index])}`]
		),
		...repeated.map((name) => `the mail has two headers ${name}`)
	];
}

/** RFC 5322 as far as Gmail looks at it: header lines in ASCII, then an empty line, CRLF everywhere. */
function checkMail(raw: unknown): string[] {
	if (typeof raw !== 'string' || !/^[\w-]+={0,2}$/.test(raw)) return ['the mail is not base64url'];
	const mail = Buffer.from(raw, 'base64').toString('latin1');
	const end = mail.indexOf('\r\n\r\n');
	if (end < 0) return ['the mail has no end of its headers'];
	const problems = checkHead(mail.slice(0, end));
	if (/(^|[^\r])\n|\r(?!\n)/.test(mail)) problems.push('the mail has a line end that is not CRLF');
	if (mail.split('\r\n').some((line) => line.length > 998)) problems.push('the mail has too long a line');
	if (/[^\t\r\n -~]/.test(mail.slice(0, end))) problems.push('the headers of the mail are not ASCII');
	return problems;
}

function checkMetadata(request: Record<string, unknown>): string[] {
	const { metadataId, metadataKey, location, visibility } = given(request.developerMetadata);
	const problems: string[] = [];
	if (!metadataKey) problems.push('developer metadata must have a key');
	if (metadataId !== undefined && (metadataId as number) < 1) problems.push('a metadata id must be positive');
	if (countOf(given(location), locations) !== 1) problems.push('developer metadata must have one location');
	if (visibility !== 'DOCUMENT' && visibility !== 'PROJECT')
		problems.push('developer metadata must say who sees it');
	return problems;
}

/** By exactly one id: anything wider would take what is not ours. */
function checkDelete(request: Record<string, unknown>): string[] {
	const filter = given(request.dataFilter);
	if (countOf(filter, filters) !== 1) return ['a filter must be of exactly one kind'];
	const { metadataId } = given(filter.developerMetadataLookup);
	return typeof metadataId === 'number' && metadataId > 0 ? [] : ['metadata must be deleted by its id'];
}

function checkAppend(request: Record<string, unknown>, schemas: Description['schemas']): string[] {
	const values = list(request.rows).flatMap((row) => list(given(row).values));
	const doubled = values.filter((cell) => Object.keys(given(given(cell).userEnteredValue)).length > 1);
	return [
		...(typeof request.fields === 'string'
			? checkMask(schemas, '#CellData', request.fields)
			: ['appendCells needs fields']),
		...(request.sheetId === undefined ? ['appendCells needs a sheetId'] : []),
		...doubled.map(() => 'a cell has two values')
	];
}

function checkBatchRequest(request: unknown, schemas: Description['schemas']): string[] {
	const kinds = Object.entries(given(request));
	const [kind] = kinds;
	if (!kind || kinds.length > 1) return ['a request of a batch must be of exactly one kind'];
	const [name, content] = kind;
	if (name === 'createDeveloperMetadata') return checkMetadata(given(content));
	if (name === 'deleteDeveloperMetadata') return checkDelete(given(content));
	return name === 'appendCells' ? checkAppend(given(content), schemas) : [];
}

/** What Google's reference says in sentences only. By method; the body has the right types already. */
export const rules: Record<string, Rule> = {
	'gmail.users.drafts.create': (body) => checkMail(given(body.message).raw),
	'sheets.spreadsheets.batchUpdate': (body, schemas) =>
		list(body.requests).length === 0
			? ['a batch must have a request']
			: list(body.requests).flatMap((request) => checkBatchRequest(request, schemas)),
	'sheets.spreadsheets.developerMetadata.search': (body) => {
		const all = list(body.dataFilters);
		if (all.length === 0) return ['a search must have a filter'];
		return all.every((one) => countOf(given(one), filters) === 1)
			? []
			: ['a filter must be of exactly one kind'];
	}
};
