import type { Brief } from '#lib/schemas/brief.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Context } from './compose/draft.ts';
import { toAnswer } from './compose/finish.ts';
import { signerIn } from './compose/voice.ts';
import { withoutFillers } from './reader/orders.ts';
import { sentences } from './reader/sentences.ts';
import { clean, clip, list, trimMarks } from './text.ts';

type Change = (text: string) => string;

/** Does to the earlier answer what the feedback plainly says, in its text and its proposals alike; the rest is asked. */
export function revise(
	{ brief }: Context,
	{ feedback, earlier }: NonNullable<Brief['revision']>
): ModelAnswer {
	let text = earlier.deliverable.replace(/^(?:>[^\n]{0,2000}\n){1,9}/, '').trim();
	let actions = earlier.proposedActions;
	const [done, open]: [string[], string[]] = [[], []];
	for (const wish of wishesIn(feedback)) {
		// What a sum has been made of is not changed behind its back.
		const change = text.includes('| Total') ? null : changeFor(trimMarks(withoutFillers(wish), ')”"%'));
		const next = change?.(text) ?? text;
		(next === text ? open : done).push(clip(wish, 300));
		if (change) actions = actions.map((action) => ({ ...action, payload: changed(action.payload, change) }));
		text = next;
	}
	const quoted = (wishes: string[]) => list(wishes.map((wish) => trimMarks(wish)));
	const what = done.length ? `changed as asked: ${quoted(done)}.` : 'nothing was changed.';
	const lost =
		'I could not follow this, so it is not done and nothing is proposed. Please say what to replace with what';
	return toAnswer({
		what: open.length ? `${what} Not done: ${quoted(open)}.` : what,
		...(done.length ? { changed: what } : {}),
		text,
		assumptions: earlier.assumptions,
		questions: [...open.map((wish) => `${lost}: “${wish}”`), ...earlier.questions],
		actions: open.length ? [] : actions.filter(({ kind }) => brief.allowedActions.includes(kind))
	});
}

const nextWish = /(?:,? and |, )(?=(?:change|replace|sign|use) )/i;

/** `Sign as Dana and change …` are two wishes. */
const wishesIn = (feedback: string) =>
	sentences(clean(feedback))
		.flatMap((each) => each.split(nextWish))
		.slice(0, 20);

const closing = /((?:Kind regards|Best regards|Best wishes),(?: {2})?\n)([^\n]{1,80}?)( {0,2}\n|$)/g;
const swap =
	/^(?:change|replace) (?:the \w{1,20} )?["“]?(.{1,200}?)["”]? (?:to|with|by|into) ["“]?(.{1,200}?)["”]?$/i;
const instead = /^(?:(?:use|write|say) )?["“]?(.{1,200}?)["”]? instead of ["“]?(.{1,200}?)["”]?$/i;
/** Only what is plain: who signs, and one thing for another. */
function changeFor(wish: string): Change | null {
	const signer = signerIn(wish);
	if (signer && wish.length < signer.length + 30)
		return (text) => text.replace(closing, (_all, close: string, _who, end: string) => close + signer + end);
	const [, old, other] = swap.exec(wish) ?? [];
	const [, after = other, before = old] = instead.exec(wish) ?? [];
	return before && after ? (text) => text.replaceAll(before, after) : null;
}

/** For whom and where it goes to: no feedback changes that. */
const places = ['to', 'cc', 'bcc', 'spreadsheet', 'tab', 'url'];

/** Every text of a proposal, however it is made up, but for its places and the names of its columns. */
function changed(payload: Record<string, unknown>, change: Change): Record<string, unknown> {
	const texts = (key: string, value: unknown) =>
		typeof value === 'string' && key !== 'header' ? change(value) : value;
	const entries = Object.entries(payload).map(([key, value]) =>
		places.includes(key) ? [key, value] : [key, JSON.parse(JSON.stringify(value), texts) as unknown]
	);
	return Object.fromEntries(entries) as Record<string, unknown>;
}
