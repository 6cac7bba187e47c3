import { googleAbilities } from '#lib/google-abilities.ts';
import { ActionStatus } from '#lib/schemas/action.ts';
import { Avatar } from '#lib/schemas/agent.ts';
import type { InboxGroup, InboxItem } from '#lib/schemas/inbox.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { TaskStatus } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports/db.ts';
import { readBook } from '../address-book/read-book.ts';
import { kindOf } from '../action/registry.ts';
import { namedBy, standingFlags } from '../action/standing-flags.ts';
import { readActionRows, readResultRows, type ActionRow, type ResultRow } from './inbox-rows.ts';

type Around = { named: Set<string>; now: Date };

/** The items with these ids, by id; unknown ones are missing. */
export async function inboxItems(
	db: Db,
	workspaceId: string,
	ids: { actions: string[]; results: string[] },
	now: Date
): Promise<Map<string, InboxItem>> {
	const [actions, tasks] = await Promise.all([
		ids.actions.length > 0 ? readActionRows(db, workspaceId, ids.actions) : [],
		ids.results.length > 0 ? readResultRows(db, workspaceId, ids.results) : []
	]);
	const flagged = actions.some(({ flags }) => JSON.stringify(flags) !== '[]');
	const around = { named: namedBy(flagged ? await readBook(db, workspaceId) : []), now };
	const items = [
		...actions.map((row) => actionItem(row, around)),
		...tasks.map((row) => resultItem(row, around))
	];
	return new Map(items.map((item) => [item.id, item]));
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
		sentBack: row.sentBack,
		isNew: codes.includes('first_time'),
		blocked: row.status === 'proposed' && codes.includes('unnamed'),
		unfinished: codes.includes('placeholder'),
		position: row.position,
		waitingSince: cameAt(row.createdAt, row, around.now).toISOString(),
		expiresAt: row.expiresAt.toISOString(),
		snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
		decidedAt: row.decidedAt?.toISOString() ?? null,
		outcome: actionOutcome(row)
	};
}

function resultItem(row: ResultRow, { now }: Around): InboxItem {
	const waits = row.status === 'needs_review';
	const reviewed = waits ? null : row.reviewedAt;
	return {
		id: row.id,
		type: 'result',
		group: !waits ? 'decided' : row.snoozedUntil && row.snoozedUntil > now ? 'snoozed' : 'waiting',
		taskId: row.id,
		runId: row.runId,
		kind: null,
		agent: { ...row.agent, avatar: Avatar.parse(row.agent.avatar) },
		title: row.title,
		snippet: ModelAnswer.safeParse(row.result).data?.summary ?? '',
		status: TaskStatus.parse(row.status),
		hash: null,
		targets: [],
		sentBack: false,
		isNew: false,
		blocked: false,
		unfinished: false,
		position: 0,
		waitingSince: cameAt(row.finishedAt ?? row.updatedAt, row, now).toISOString(),
		expiresAt: null,
		snoozedUntil: waits ? (row.snoozedUntil?.toISOString() ?? null) : null,
		decidedAt: reviewed?.toISOString() ?? null,
		outcome:
			reviewed && `${row.decision === 'reject' ? 'Rejected' : 'Approved'} by ${row.reviewer ?? 'someone'}`
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

function actionOutcome(row: ActionRow): string | null {
	if (row.status === 'proposed') return null;
	if (row.status === 'expired')
		return row.errorCode === 'superseded' ? 'Replaced by a newer one' : 'Expired; nothing was done';
	if (row.status === 'needs_human') return 'Needs somebody to look';
	if (row.status === 'failed')
		return row.errorCode === 'dropped' ? 'Left as it is' : 'Could not be carried out';
	if (isStuck(row)) return stuckOn(row);
	if (row.byRule) return 'By your rule';
	const by = row.decidedBy ?? 'someone';
	if (row.status !== 'rejected') return `Approved by ${by}`;
	return `${row.sentBack ? 'Sent back' : 'Rejected'} by ${by}`;
}

/** An account may be missing, or only a permission of it. */
function stuckOn({ kind, waitReason, errorCode }: ActionRow): string {
	const { ability } = kindOf(kind).needs;
	if (ability && errorCode === 'missing_scope') return googleAbilities[ability].lacking;
	return waitReason === 'connect' ? 'Waits for a Google account' : 'Waits for Google to be reconnected';
}
