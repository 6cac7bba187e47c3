import type { InboxDetail, InboxItem } from '#lib/schemas/inbox.ts';
import type { RunView, TaskDetail } from '#lib/schemas/task.ts';
import { notFound } from '#server/errors.ts';
import type { Clock, Db } from '#server/ports.ts';
import { getAction } from '../action/get-action.ts';
import { kindOf } from '../action/registry.ts';
import type { Actor } from '../actor.ts';
import { getTask } from '../task/get-task.ts';
import { inboxItems } from './inbox-item.ts';

type Wanted = { id: string; type: InboxItem['type'] };

/** One item with all that a decision needs: the work around it, what the agent drew on, what it cost. Throws `not_found`. */
export async function getInboxItem(
	deps: { db: Db; clock: Clock },
	actor: Actor,
	wanted: Wanted
): Promise<InboxDetail> {
	const item = await readItem(deps, actor, wanted);
	const task = await getTask(deps, actor, item.taskId);
	// A task that was sent back has a newer run than the one that proposed this.
	const run = task.runs.find(({ id }) => id === item.runId);
	return {
		item,
		action: wanted.type === 'action' ? await getAction(deps, actor, wanted.id) : null,
		task,
		drawnFrom: await drawnFrom(deps.db, actor, task, run),
		remembered: await remembered(deps.db, actor, item.agent.id, run),
		cost: costOf(run),
		connection: await connectionFor(deps.db, actor, item.kind)
	};
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

async function drawnFrom(
	db: Db,
	actor: Actor,
	task: TaskDetail,
	run: RunView | undefined
): Promise<InboxDetail['drawnFrom']> {
	const { material } = await db.task.findUniqueOrThrow({
		where: { workspaceId_id: { workspaceId: actor.workspaceId, id: task.id } },
		select: { material: true }
	});
	const business = await db.workspace.findUniqueOrThrow({
		where: { id: actor.workspaceId },
		select: { name: true, about: true }
	});
	return [
		{ label: 'The task', text: task.instructions, href: `/tasks/${task.id}` },
		{ label: 'What you asked to change', text: run?.feedback ?? '', href: null },
		{ label: 'Material from outside', text: material, href: null },
		{ label: `About ${business.name}`, text: business.about, href: '/settings' }
	].filter(({ text }) => text.trim() !== '');
}

/** What the agent knew by heart when the run began. */
async function remembered(
	db: Db,
	{ workspaceId }: Actor,
	agentId: string,
	run: RunView | undefined
): Promise<string[]> {
	if (!run?.startedAt) return [];
	const memories = await db.memory.findMany({
		where: { workspaceId, agentId, enabled: true, createdAt: { lte: new Date(run.startedAt) } },
		orderBy: { id: 'asc' },
		select: { text: true }
	});
	return memories.map(({ text }) => text);
}

/** A call that may have been charged, or is at no known price, makes the sum a lower bound. */
function costOf(run: RunView | undefined): InboxDetail['cost'] {
	const calls = run?.modelCalls ?? [];
	const counted = calls.flatMap(({ inputTokens, outputTokens }) =>
		inputTokens === null && outputTokens === null ? [] : [(inputTokens ?? 0) + (outputTokens ?? 0)]
	);
	return {
		micros: calls.reduce((sum, { costMicros }) => sum + costMicros, 0),
		known: calls.every(
			({ priceKnown, status }) => priceKnown && !['possibly_billed', 'sent'].includes(status)
		),
		tokens: counted.length > 0 ? counted.reduce((sum, tokens) => sum + tokens, 0) : null,
		millis: run?.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null
	};
}

async function connectionFor(
	db: Db,
	{ workspaceId }: Actor,
	kind: string | null
): Promise<InboxDetail['connection']> {
	if (kind === null || kindOf(kind).needs === null) return null;
	const google = await db.integration.findUnique({
		where: { workspaceId_vendor: { workspaceId, vendor: 'google' } },
		select: { status: true, accountEmail: true }
	});
	if (!google || google.status === 'disconnected') return { status: 'none', email: null };
	const status = google.status === 'connected' ? 'connected' : 'needs_reauth';
	return { status, email: google.accountEmail };
}
