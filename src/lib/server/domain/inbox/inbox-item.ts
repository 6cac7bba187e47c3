import { ActionStatus } from '#lib/schemas/action.ts';
import { Avatar } from '#lib/schemas/agent.ts';
import type { InboxGroup, InboxItem } from '#lib/schemas/inbox.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { TaskStatus } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports.ts';
import { readBook } from '../action/read-book.ts';
import { namedBy, standingFlags } from '../action/standing-flags.ts';

type ActionRow = Awaited<ReturnType<typeof readActions>>[number];
type TaskRow = Awaited<ReturnType<typeof readTasks>>[number];
type Around = { names: Map<string, string>; named: Set<string>; now: Date };

/** The items with these ids, by id; unknown ones are missing. */
export async function inboxItems(
	db: Db,
	workspaceId: string,
	ids: { actions: string[]; results: string[] },
	now: Date
): Promise<Map<string, InboxItem>> {
	const actions = ids.actions.length > 0 ? await readActions(db, workspaceId, ids.actions) : [];
	const tasks = ids.results.length > 0 ? await readTasks(db, workspaceId, ids.results) : [];
	const people = [
		...actions.map(({ decidedById }) => decidedById),
		...tasks.map(({ reviews }) => reviews[0]?.reviewerId ?? null)
	].filter((id) => id !== null);
	const flagged = actions.some(({ flags }) => JSON.stringify(flags) !== '[]');
	const around = {
		names: await namesOf(db, people),
		named: namedBy(flagged ? await readBook(db, workspaceId) : []),
		now
	};
	const items = [
		...actions.map((row) => actionItem(row, around)),
		...tasks.map((row) => resultItem(row, around))
	];
	return new Map(items.map((item) => [item.id, item]));
}

function readActions(db: Db, workspaceId: string, ids: string[]) {
	return db.action.findMany({
		where: { workspaceId, id: { in: ids } },
		omit: { payload: true, draftPayload: true, prepared: true },
		include: { agent: { select: { id: true, name: true, avatar: true } } }
	});
}

function readTasks(db: Db, workspaceId: string, ids: string[]) {
	return db.task.findMany({
		where: { workspaceId, id: { in: ids } },
		omit: { instructions: true, material: true },
		include: {
			agent: { select: { id: true, name: true, avatar: true } },
			runs: {
				where: { status: 'succeeded' },
				orderBy: { number: 'desc' },
				take: 1,
				select: { id: true, result: true, finishedAt: true }
			},
			reviews: {
				where: { actionId: null, undoneAt: null },
				orderBy: { createdAt: 'desc' },
				take: 1,
				select: { decision: true, reviewerId: true, createdAt: true }
			}
		}
	});
}

async function namesOf(db: Db, ids: string[]): Promise<Map<string, string>> {
	const users = await db.user.findMany({
		where: { id: { in: [...new Set(ids)] } },
		select: { id: true, name: true }
	});
	return new Map(users.map(({ id, name }) => [id, name]));
}

function actionItem(row: ActionRow, around: Around): InboxItem {
	const codes = standingFlags(row.flags, row.targets, around.named).map(({ code }) => code);
	return {
		id: row.id,
		type: 'action',
		group: actionGroup(row, around.now),
		taskId: row.taskId,
		runId: row.runId,
		kind: row.kind,
		agent: { ...row.agent, avatar: Avatar.parse(row.agent.avatar) },
		title: row.title,
		snippet: row.snippet,
		status: ActionStatus.parse(row.status),
		hash: row.payloadHash,
		targets: row.targets,
		isNew: codes.includes('first_time'),
		blocked: row.status === 'proposed' && codes.includes('unnamed'),
		waitingSince: cameAt(row.createdAt, row, around.now).toISOString(),
		expiresAt: row.expiresAt.toISOString(),
		snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
		decidedAt: row.decidedAt?.toISOString() ?? null,
		outcome: actionOutcome(row, around.names)
	};
}

function resultItem(row: TaskRow, { names, now }: Around): InboxItem {
	const [run] = row.runs;
	const waits = row.status === 'needs_review';
	const review = waits ? undefined : row.reviews[0];
	const by = review && (names.get(review.reviewerId) ?? 'someone');
	return {
		id: row.id,
		type: 'result',
		group: !waits ? 'decided' : row.snoozedUntil && row.snoozedUntil > now ? 'snoozed' : 'waiting',
		taskId: row.id,
		runId: run?.id ?? null,
		kind: null,
		agent: { ...row.agent, avatar: Avatar.parse(row.agent.avatar) },
		title: row.title,
		snippet: ModelAnswer.safeParse(run?.result).data?.summary ?? '',
		status: TaskStatus.parse(row.status),
		hash: null,
		targets: [],
		isNew: false,
		blocked: false,
		waitingSince: cameAt(run?.finishedAt ?? row.updatedAt, row, now).toISOString(),
		expiresAt: null,
		snoozedUntil: waits ? (row.snoozedUntil?.toISOString() ?? null) : null,
		decidedAt: review?.createdAt.toISOString() ?? null,
		outcome: review ? `${review.decision === 'reject' ? 'Rejected' : 'Approved'} by ${by}` : null
	};
}

/** What is back from a snooze waits since then. */
function cameAt(first: Date, { snoozedUntil }: { snoozedUntil: Date | null }, now: Date): Date {
	return snoozedUntil && snoozedUntil <= now && snoozedUntil > first ? snoozedUntil : first;
}

const day = 86_400_000;

function actionGroup(row: ActionRow, now: Date): InboxGroup {
	if (row.status === 'proposed') {
		if (row.snoozedUntil && row.snoozedUntil > now) return 'snoozed';
		return Number(row.expiresAt) <= Number(now) + day ? 'expiring' : 'waiting';
	}
	if (row.status === 'needs_human') return 'attention';
	if (isStuck(row)) return 'attention';
	const lately = row.finishedAt !== null && Number(row.finishedAt) > Number(now) - 7 * day;
	return row.status === 'failed' && lately && row.errorCode !== 'dropped' ? 'attention' : 'decided';
}

function isStuck({ status, waitReason }: ActionRow): boolean {
	if (status !== 'approved' && status !== 'unknown') return false;
	return waitReason === 'connect' || waitReason === 'reauth';
}

function actionOutcome(row: ActionRow, names: Map<string, string>): string | null {
	if (row.status === 'proposed') return null;
	if (row.status === 'expired') return 'Expired; nothing was done';
	if (row.status === 'needs_human') return 'Needs somebody to look';
	if (row.status === 'failed')
		return row.errorCode === 'dropped' ? 'Left as it is' : 'Could not be carried out';
	if (isStuck(row))
		return row.waitReason === 'connect' ? 'Waits for a Google account' : 'Waits for Google to be reconnected';
	if (row.byRule) return 'Went ahead by itself';
	const by = (row.decidedById && names.get(row.decidedById)) || 'someone';
	return `${row.status === 'rejected' ? 'Rejected' : 'Approved'} by ${by}`;
}
