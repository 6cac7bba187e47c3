import { AppendRow, DraftEmail, type ProposedAction } from '#lib/schemas/action.ts';
import { clip } from '../text/sentences.ts';
import type { Change } from './rules.ts';

/** Makes the changes of the text in the proposed mail or row as well. */
export function reviseAction(action: ProposedAction, changes: readonly Change[]): ProposedAction {
	if (action.kind === 'gmail.draftEmail') {
		const mail = DraftEmail.parse(action.payload);
		const labelled = applyAll(`**Subject:** ${mail.subject}`, changes).split('\n')[0] ?? '';
		return {
			...action,
			payload: {
				...mail,
				subject: clip(labelled.replace('**Subject:** ', ''), 900),
				body: clip(applyAll(mail.body, changes), 90_000)
			}
		};
	}
	if (action.kind !== 'sheets.appendRow') return action;
	const row = AppendRow.parse(action.payload);
	const { columns } = row;
	const table = [columns.map((each) => each.header), columns.map((each) => each.value)]
		.map((cells) => `| ${cells.map((each) => each.replaceAll('|', '/')).join(' | ')} |`)
		.join('\n');
	const values = (applyAll(table, changes).split('\n')[1] ?? '').replace(/^\| | \|$/g, '').split(' | ');
	if (values.length !== columns.length) return action;
	return {
		...action,
		payload: {
			...row,
			columns: columns.map(({ header }, index) => ({ header, value: clip(values[index] ?? '', 4_000) }))
		}
	};
}

const applyAll = (text: string, changes: readonly Change[]) =>
	changes.reduce((left, change) => change.apply(left), text);
