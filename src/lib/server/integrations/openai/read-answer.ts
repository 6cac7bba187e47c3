import type { z } from 'zod';
import type { ProposedAction } from '#lib/schemas/action.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { type VendorErrorDetails, VendorError } from '#server/errors.ts';
import { findJson } from './find-json.ts';
import { sentences } from './sentences.ts';

const maxDeliverable = 200_000;
const maxSummary = 1_000;
const maxRemark = 2_000;
const maxRemarks = 20;
const maxActions = 50;

/** Postgres stores neither NUL nor half of a character, and a model can write both as JSON escapes. */
function storable(value: unknown): unknown {
	if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
	if (Array.isArray(value)) return value.map(storable);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, storable(inner)]));
}

function shortened(text: string, maxLength: number): string {
	return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).toWellFormed()}…`;
}

function remarks(value: unknown): string[] {
	const items = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
	const texts = items.filter((item) => typeof item === 'string').map((text) => text.trim());
	return texts.filter(Boolean).map((text) => shortened(text, maxRemark));
}

/** Without a summary of its own an answer is introduced by the first words of the work. */
function summaryOf(value: unknown, deliverable: string): string {
	const own = typeof value === 'string' ? value.trim() : '';
	const firstLine = deliverable.split('\n').find((line) => /\p{L}|\p{N}/u.test(line)) ?? deliverable;
	return own
		? shortened(own, maxSummary)
		: shortened(firstLine.replace(/^[#>*\-\s]+/, '').trim() || deliverable, 200);
}

/** The usable actions and how many were not: one bad proposal does not spoil the work that came with it. */
function readActions(
	value: unknown,
	action: z.ZodType<ProposedAction> | null
): { actions: ProposedAction[]; dropped: number } {
	const proposed = Array.isArray(value) ? value : [];
	const actions = proposed.flatMap((each) => {
		const parsed = action?.safeParse({ why: '', ...(each as object | null) });
		return parsed?.success ? [parsed.data] : [];
	});
	const kept = actions.slice(0, maxActions);
	return { actions: kept, dropped: proposed.length - kept.length };
}

function droppedRemark(dropped: number): string[] {
	if (dropped === 0) return [];
	const what = dropped === 1 ? 'One proposed action was' : `${dropped} proposed actions were`;
	return [
		`${what} left out, because ${dropped === 1 ? 'it was' : 'they were'} of an unknown kind or incomplete.`
	];
}

/** The text of a model as an answer. Throws VendorError, with `details`, when the work itself is unusable. */
export function readAnswer(
	text: string,
	action: z.ZodType<ProposedAction> | null,
	details: VendorErrorDetails
): ModelAnswer {
	if (text.trim() === '') throw new VendorError('model', 'model_empty', sentences.empty, details);
	const found = findJson(text, 'deliverable');
	if (!found) throw new VendorError('model', 'model_not_json', sentences.notJson, details);
	const raw = storable(found) as Record<string, unknown>;
	if (typeof raw['deliverable'] !== 'string')
		throw new VendorError('model', 'model_not_json', sentences.notJson, details);
	const deliverable = raw['deliverable'].trim();
	if (deliverable === '') throw new VendorError('model', 'model_empty', sentences.empty, details);
	if (deliverable.length > maxDeliverable)
		throw new VendorError('model', 'model_too_long', sentences.tooLong, details);

	const { actions, dropped } = readActions(raw['proposedActions'], action);
	const noted = droppedRemark(dropped);
	return ModelAnswer.parse({
		summary: summaryOf(raw['summary'], deliverable),
		deliverable,
		assumptions: [...remarks(raw['assumptions']).slice(0, maxRemarks - noted.length), ...noted],
		questions: remarks(raw['questions']).slice(0, maxRemarks),
		proposedActions: actions
	});
}
