import { DraftEmail, type ProposedAction } from '#lib/schemas/action.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Context } from '../draft.ts';
import { offlineMark, toAnswer, withBlanks } from '../finish.ts';
import { bareAddress } from '../reader/people.ts';
import { clean } from '../reader/read-task.ts';
import { clip, list, sentences } from '../text/sentences.ts';
import { reviseAction } from './actions.ts';
import type { Change } from './rules.ts';
import { changeFor } from './rules.ts';
import { addUpAgain } from './totals.ts';

type Revised = { text: string; changes: Change[]; undone: string[] };

/** Changes the earlier answer as the feedback asks, and says what was changed and what was not. */
export function revise(context: Context, revision: { feedback: string; earlier: ModelAnswer }): ModelAnswer {
	const { earlier } = revision;
	const revised = apply(clauses(clean(revision.feedback)), withoutNote(earlier.deliverable), context);
	const questions = earlier.questions.filter((question) => !lostItsBlank(question, revised.text));
	return toAnswer({
		what: told(revised),
		changed: told(revised),
		text: revised.text,
		assumptions: earlier.assumptions,
		questions: [
			...revised.undone.map(
				(clause) =>
					`I cannot do this by rule: “${clip(clause, 300)}”. Please change it by hand, or tell me which words to replace, add or take out.`
			),
			...withBlanks(revised.text, questions)
		],
		actions: actions(context, revised, earlier.proposedActions, revision.feedback)
	});
}

/** One request a piece: `Make it shorter and sign as Dana` is two. */
function clauses(feedback: string): string[] {
	const verbs =
		"make|change|replace|add|remove|delete|drop|use|mention|sign|say|do not|don’t|don't|tell|start|greet|shorten|leave out|put|include|please|also";
	return feedback
		.split('\n')
		.flatMap((line) => sentences(line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '')))
		.flatMap((line) =>
			/["“]/.test(line) && /\b(?:add|mention|say)\b/i.test(line)
				? [line]
				: line.split(new RegExp(`(?:;|,? and|,) (?=(?:${verbs})\\b)`, 'i'))
		)
		.map((clause) => clause.trim().replace(/[.!;,]+$/, ''))
		.filter((clause) => clause.length > 1)
		.slice(0, 20);
}

function apply(parts: readonly string[], text: string, context: Context): Revised {
	const revised: Revised = { text, changes: [], undone: [] };
	for (const clause of parts) {
		const change = changeFor(clause, { text: revised.text, people: context.task.people });
		if (!change || change.apply(revised.text).trim() === '') {
			revised.undone.push(clause);
			continue;
		}
		revised.text = addUpAgain(change.apply(revised.text));
		revised.changes.push(change);
	}
	return revised;
}

function told({ changes, undone }: Revised): string {
	const done = changes.length
		? `changed as asked: ${list(changes.map((change) => change.said))}.`
		: 'nothing was changed.';
	return undone.length
		? `${done} Not done, since it takes more than rules: “${clip(undone.join('”, “'), 300)}”.`
		: done;
}

function actions(
	{ brief, task }: Context,
	{ changes }: Revised,
	earlier: readonly ProposedAction[],
	feedback: string
): ProposedAction[] {
	return earlier
		.filter((action) => brief.allowedActions.includes(action.kind))
		.map((action) => reviseAction(action, changes))
		.filter(
			(action) =>
				action.kind !== 'gmail.draftEmail' ||
				DraftEmail.parse(action.payload)
					.to.map(bareAddress)
					.every((address) => task.text.includes(address) || feedback.includes(address))
		);
}

function withoutNote(deliverable: string): string {
	const text = clean(deliverable);
	if (!text.startsWith(`> ${offlineMark}`)) return text;
	return text.replace(/^(?:>[^\n]*\n)+\n*/, '');
}

const lostItsBlank = (question: string, text: string) => {
	const blank = question.match(/\[\p{L}[^[\]\n]{1,80}\]/u)?.[0];
	return blank !== undefined && !text.includes(blank);
};
