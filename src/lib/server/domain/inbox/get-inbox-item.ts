import type { InboxDetail, InboxItem } from '#lib/schemas/inbox.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { notFound } from '#server/errors.ts';
import { htmlVersion } from '#server/markdown.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import { getAction } from '../action/get-action.ts';
import { kindOf } from '../action/registry.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { resultView } from '../task/result-view.ts';
import { inboxItems } from './inbox-item.ts';
import { readGround, type Business, type Call, type Google, type Run, type Task } from './read-ground.ts';
import { readVersion } from './read-version.ts';
import { siblingsOf } from './siblings-of.ts';

type Wanted = { id: string; type: InboxItem['type'] };

/** One item with all that a decision needs: the work around it, what the agent drew on, what it cost. Throws `not_found`. */
export async function getInboxItem(
	deps: { db: Db; clock: Clock },
	actor: Actor,
	wanted: Wanted
): Promise<InboxDetail> {
	authorise(actor, 'view');
	const { db } = deps;
	const item = await readItem(deps, actor, wanted);
	const action = item.type === 'action' ? await getAction(deps, actor, item.id) : null;
	const [{ run, calls, task, business, memories, google }, version] = await Promise.all([
		readGround(db, actor.workspaceId, item),
		readVersion(db, actor.workspaceId, item)
	]);
	const result = run && !action ? { ...run, workspaceId: actor.workspaceId, html: htmlOf(run) } : null;
	return {
		item,
		action,
		task: {
			id: item.taskId,
			title: task.title,
			runId: item.runId,
			result: result && (await resultView(db, result)),
			questions: ModelAnswer.safeParse(run?.result).data?.questions ?? []
		},
		version,
		siblings: action ? await siblingsOf(db, actor.workspaceId, action) : [],
		drawnFrom: drawnFrom(task, run, business),
		remembered: memories,
		cost: costOf(run, calls),
		connection: connectionFor(google, item.kind)
	};
}

function htmlOf(run: Run): string | null {
	return run.htmlVersion === htmlVersion ? run.deliverableHtml : null;
}

/** Throws `not_found`. */
export async function readItem(
	{ db, clock }: { db: Db; clock: Clock },
	actor: Actor,
	{ id, type }: Wanted
): Promise<InboxItem> {
	const ids = { actions: type === 'action' ? [id] : [], results: type === 'result' ? [id] : [] };
	const item = (await inboxItems(db, actor.workspaceId, ids, clock.now())).get(id);
	if (!item) throw notFound(type === 'action' ? 'action' : 'task');
	return item;
}

function drawnFrom(
	{ id, instructions, material, recipients }: Task,
	run: Run | null,
	business: Business
): InboxDetail['drawnFrom'] {
	return [
		{ label: 'The task', text: instructions, href: `/tasks/${id}` },
		{ label: 'Who it is for', text: recipients.join(', '), href: null },
		{ label: 'What you asked to change', text: run?.feedback ?? '', href: null },
		{ label: 'Material from outside', text: material, href: null },
		{ label: `About ${business.name}`, text: business.about, href: '/settings' }
	].filter(({ text }) => text.trim() !== '');
}

/** A call that may have been charged, or is at no known price, makes the sum a lower bound. */
function costOf(run: Run | null, calls: Call[]): InboxDetail['cost'] {
	const counted = calls.flatMap(({ inputTokens, outputTokens }) =>
		inputTokens === null && outputTokens === null ? [] : [(inputTokens ?? 0) + (outputTokens ?? 0)]
	);
	return {
		micros: calls.reduce((sum, { costMicros }) => sum + costMicros, 0),
		known: calls.every(
			({ priceKnown, status }) => priceKnown && !['possibly_billed', 'sent'].includes(status)
		),
		priceKnown: calls.every(({ priceKnown, status }) => priceKnown || status !== 'answered'),
		tokens: counted.length > 0 ? counted.reduce((sum, tokens) => sum + tokens, 0) : null,
		millis: run?.millis ?? null
	};
}

function connectionFor(google: Google | null, kind: string | null): InboxDetail['connection'] {
	if (kind === null || kindOf(kind).needs.ability === null) return null;
	if (!google || google.status === 'disconnected') return { status: 'none', email: null };
	const status = google.status === 'connected' ? 'connected' : 'needs_reauth';
	return { status, email: google.accountEmail };
}
