import type { Action } from '../../schemas/action.ts';

/** Headings, greetings to the reader and the like may be on top of what the actions say. */
const ownShare = 0.2;

/** The first line of what was written offline, which the summary says too. */
const label = /^written offline without a language model\b/;

/**
 * Whether the work says little that its proposed actions do not say: then reading it too is reading the same
 * mail twice. Compared line by line, without what Markdown adds.
 */
export function onlyRepeats(deliverable: string, actions: readonly Pick<Action, 'preview'>[]): boolean {
	if (actions.length === 0) return false;
	const said = plain(actions.map(textOf).join('\n'));
	const lines = deliverable
		.split('\n')
		.map(plain)
		.filter((line) => line && !label.test(line));
	const whole = lines.reduce((sum, line) => sum + line.length, 0);
	const own = lines.filter((line) => !isSaid(line, said)).reduce((sum, line) => sum + line.length, 0);
	return whole > 0 && own / whole <= ownShare;
}

/** A line of several parts, `To: dana@…`, or a row of a table counts as said when each part is. */
function isSaid(line: string, said: string): boolean {
	if (said.includes(line)) return true;
	const addresses = /^(to|cc|bcc) /.test(line) ? line.match(/\S+@\S+/g) : null;
	if (addresses?.every((address) => said.includes(address))) return true;
	const value = line.replace(/^(to|cc|bcc|subject|from) /, '');
	return value !== line && said.includes(value);
}

function textOf({ preview }: Pick<Action, 'preview'>): string {
	if (preview.shape === 'fields') return preview.fields.map(({ value }) => value).join('\n');
	if (preview.shape === 'mail') {
		return [...preview.to, ...preview.cc, ...preview.bcc, preview.subject, preview.body].join('\n');
	}
	const { spreadsheet, tab, columns } = preview;
	const headers = columns.map(({ header }) => header).join(' ');
	return [spreadsheet, tab, headers, columns.map(({ value }) => value).join(' ')].join('\n');
}

/** Words only, in one case: `**Dear  Tom**,` and `dear tom` are the same. */
function plain(text: string): string {
	return (text.toLowerCase().match(/[\p{L}\p{N}@.]+/gu) ?? [])
		.map((word) => word.replace(/^\.+|\.+$/g, ''))
		.filter(Boolean)
		.join(' ');
}
