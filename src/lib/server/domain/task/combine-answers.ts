import { mostRows } from '#lib/schemas/run-plan.ts';
import type { ProposedAction } from '#lib/schemas/action.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Draft } from '../run/draft.ts';
import { StepFailed } from '../run/steps/step-failed.ts';
import type { Taken } from '../run/steps/take-steps.ts';

const bounds = { summary: 1_000, deliverable: 200_000, notes: 20, actions: 50 };

/** The one result of a run, of all that its steps brought in their order; a run of one draft has that draft's. */
export function combineAnswers(taken: Taken[]): Draft {
	const drafts = taken.filter(({ kind }) => kind === 'draft').map(({ result }) => result as Draft);
	const proposed = taken.flatMap(proposalsOf);
	const left = leftOut(taken);
	const [only] = drafts;
	const alone = drafts.length === 1 && left.length === 0;
	if (only && alone && proposed.length === only.answer.proposedActions.length) return only;
	if (proposed.length > bounds.actions)
		throw new StepFailed(
			`The steps propose ${proposed.length} actions, and a task has room for ${bounds.actions}. Please give it fewer rows.`
		);
	const answers = drafts.map(({ answer }) => answer);
	const answer: ModelAnswer = {
		summary: shortened(summaryOf(answers, proposed), bounds.summary),
		deliverable: shortened(deliverableOf(answers, proposed), bounds.deliverable),
		assumptions: notes([...left, ...answers.flatMap(({ assumptions }) => assumptions)]),
		questions: notes(answers.flatMap(({ questions }) => questions)),
		proposedActions: proposed
	};
	return { answer, writtenBy: writers(drafts) };
}

/** What was beyond the bounds of a table or a loop, in words. */
function leftOut(taken: Taken[]): string[] {
	return taken.flatMap(({ kind, result }) => {
		const { left = 0, decided = [] } = (result ?? {}) as { left?: number; decided?: number[] };
		if (kind === 'read' && left > 0)
			return ['The table is longer than the 1,000 rows that are read at once; the rest was left out.'];
		if (kind !== 'forEach') return [];
		return [
			...(decided.length > 0 ? [`Rows decided on before, and left out now: ${decided.length}.`] : []),
			...(left > 0 ? [`One run takes ${mostRows} rows. ${left} more were left out.`] : [])
		];
	});
}

function proposalsOf({ kind, result }: Taken): ProposedAction[] {
	if (kind === 'action') return [result as ProposedAction];
	return kind === 'draft' ? (result as Draft).answer.proposedActions : [];
}

function summaryOf(answers: ModelAnswer[], proposed: ProposedAction[]): string {
	if (answers.length === 1) return answers[0]?.summary ?? '';
	const parts = [count(answers.length, 'text'), count(proposed.length, 'proposed action')];
	return `${parts.filter((part) => part !== null).join(' and ') || 'Nothing to do'}.`;
}

function count(items: number, noun: string): string | null {
	return items === 0 ? null : `${items} ${noun}${items === 1 ? '' : 's'}`;
}

function deliverableOf(answers: ModelAnswer[], proposed: ProposedAction[]): string {
	if (answers.length > 0) return answers.map(({ deliverable }) => deliverable).join('\n\n---\n\n');
	return proposed.map(({ why }) => `- ${why}`).join('\n') || 'There was nothing to do.';
}

/** The steps keep the whole of it. */
function shortened(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most - 2)} …`;
}

/** The same note of many rows is one; what there is no room for is counted. */
function notes(all: string[]): string[] {
	const distinct = [...new Set(all)];
	if (distinct.length <= bounds.notes) return distinct;
	const shown = distinct.slice(0, bounds.notes - 1);
	return [...shown, `And ${distinct.length - shown.length} more, in the single texts.`];
}

function writers(drafts: Draft[]): string {
	return [...new Set(drafts.map(({ writtenBy }) => writtenBy))].join(', ') || 'plan';
}
