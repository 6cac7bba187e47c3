import type { InboxDetail, InboxItem } from '#lib/schemas/inbox.ts';
import { notFound } from '#server/errors.ts';
import type { Clock, Db } from '#server/ports.ts';
import { getAction } from '../action/get-action.ts';
import { kindOf } from '../action/registry.ts';
import type { Actor } from '../actor.ts';
import { resultView } from '../task/result-view.ts';
import { inboxItems } from './inbox-item.ts';
import { siblingsOf } from './siblings-of.ts';

type Wanted = { id: string; type: InboxItem['type'] };

/** One item with all that a decision needs: the work around it, what the agent drew on, what it cost. Throws `not_found`. */
export async function getInboxItem(
	deps: { db: Db; clock: Clock },
	actor: Actor,
	wanted: Wanted
): Promise<InboxDetail> {
	const { db } = deps;
	const item = await readItem(deps, actor, wanted);
	const action = item.type === 'action' ? await getAction(deps, actor, item.id) : null;
	const [run, task] = await Promise.all([readRun(db, actor, item), readTask(db, actor, item)]);
	return {
		item,
		action,
		task: {
			id: item.taskId,
			title: task.title,
			runId: item.runId,
			result: run && !action ? resultView(run) : null
		},
		siblings: action ? await siblingsOf(db, actor.workspaceId, action) : [],
		drawnFrom: drawnFrom(task, run, await readBusiness(db, actor)),
		remembered: await remembered(db, actor, item.agent.id, run),
		cost: costOf(run),
		connection: await connectionFor(db, actor, item.kind)
	};
}

type Run = NonNullable<Awaited<ReturnType<typeof readRun>>>;
type Task = Awaited<ReturnType<typeof readTask>>;
type Business = Awaited<ReturnType<typeof readBusiness>>;

/** The run that the item comes from: a task that was sent back has a newer one than what it proposed before. */
async function readRun(db: Db, { workspaceId }: Actor, { runId, type }: InboxItem) {
	if (runId === null) return null;
	return db.run.findUnique({
		where: { workspaceId_id: { workspaceId, id: runId } },
		select: {
			feedback: true,
			writtenBy: true,
			result: type === 'result',
			startedAt: true,
			finishedAt: true,
			modelCalls: {
				select: { status: true, inputTokens: true, outputTokens: true, costMicros: true, priceKnown: true }
			}
		}
	});
}

function readTask(db: Db, { workspaceId }: Actor, { taskId }: InboxItem) {
	return db.task.findUniqueOrThrow({
		where: { workspaceId_id: { workspaceId, id: taskId } },
		select: {
			id: true,
			title: true,
			instructions: true,
			material: true
		}
	});
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

function readBusiness(db: Db, { workspaceId }: Actor) {
	return db.workspace.findUniqueOrThrow({
		where: { id: workspaceId },
		select: { name: true, about: true }
	});
}

function drawnFrom(
	{ id, instructions, material }: Task,
	run: Run | null,
	business: Business
): InboxDetail['drawnFrom'] {
	return [
		{ label: 'The task', text: instructions, href: `/tasks/${id}` },
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
	run: Run | null
): Promise<string[]> {
	if (!run?.startedAt) return [];
	const memories = await db.memory.findMany({
		where: { workspaceId, agentId, enabled: true, createdAt: { lte: run.startedAt } },
		orderBy: { id: 'asc' },
		select: { text: true }
	});
	return memories.map(({ text }) => text);
}

/** A call that may have been charged, or is at no known price, makes the sum a lower bound. */
function costOf(run: Run | null): InboxDetail['cost'] {
	const calls = run?.modelCalls ?? [];
	const counted = calls.flatMap(({ inputTokens, outputTokens }) =>
		inputTokens === null && outputTokens === null ? [] : [(inputTokens ?? 0) + (outputTokens ?? 0)]
	);
	return {
		micros: Number(calls.reduce((sum, { costMicros }) => sum + costMicros, 0n)),
		known: calls.every(
			({ priceKnown, status }) => priceKnown && !['possibly_billed', 'sent'].includes(status)
		),
		tokens: counted.length > 0 ? counted.reduce((sum, tokens) => sum + tokens, 0) : null,
		millis: run?.startedAt && run.finishedAt ? Number(run.finishedAt) - Number(run.startedAt) : null
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
