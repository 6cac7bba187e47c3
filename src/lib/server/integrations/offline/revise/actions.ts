import type { ProposedAction } from '#lib/schemas/action.ts';
import { clip } from '../text/sentences.ts';
import type { Change } from './rules.ts';

/** Makes the changes of the text in the proposed mail or row as well. */
export function reviseAction(action: ProposedAction, changes: readonly Change[]): ProposedAction {
	if (action.kind === 'gmail.draftEmail') {
		const { subject, body } = action.payload;
		const labelled = applyAll(`**Subject:** ${subject}`, changes).split('\n')[0] ?? '';
		return {
			...action,
			payload: {
				...action.payload,
				subject: clip(labelled.replace('**Subject:** ', ''), 900),
				body: clip(applyAll(body, changes), 90_000)
			}
		};
	}
	const { columns } = action.payload;
	const table = [columns.map((each) => each.header), columns.map((each) => each.value)]
		.map((cells) => `| ${cells.map((each) => each.replaceAll('|', '/')).join(' | ')} |`)
		.join('\n');
	const values = (applyAll(table, changes).split('\n')[1] ?? '').replace(/^\| | \|$/g, '').split(' | ');
	if (values.length !== columns.length) return action;
	return {
		...action,
		payload: {
			...action.payload,
			columns: columns.map(({ header }, index) => ({ header, value: clip(values[index] ?? '', 4_000) }))
		}
	};
}

const applyAll = (text: string, changes: readonly Change[]) =>
	changes.reduce((left, change) => change.apply(left), text);
