import { googleAbilities } from '#lib/google-abilities.ts';
import {
	Action,
	ActionStatus,
	Receipt,
	waitsForPerson,
	type Flag,
	type ActionWait,
	type Preview
} from '#lib/schemas/action.ts';
import { readTargetKey } from '#lib/target-kinds.ts';
import type { Tx } from '#server/ports/db.ts';
import { readOutlines, type Outlines } from '../address-book/outlines.ts';
import { readBook } from '../address-book/read-book.ts';
import type { AddressBook } from '../address-book/target.ts';
import { misfitFlags, outlineOf } from './misfits.ts';
import { kindOf } from './registry.ts';
import { namedBy, standingFlags } from './standing-flags.ts';

/** What belongs to an action as it is shown. */
export const withAttempts = { attempts: { orderBy: { number: 'asc' } } } as const;
export type ActionRow = NonNullable<Awaited<ReturnType<typeof readAction>>>;

/** What an action's row does not know by itself. */
export type Surroundings = {
	book: AddressBook;
	/** What was found where they go. */
	outlines: Outlines;
	/** The e-mail of the Google account, connected just now or not; null before there has been one. */
	accountEmail: string | null;
	names: Map<string, string>;
};

/** The row, or null when it is not this workspace's. */
export function readAction(tx: Tx, workspaceId: string, id: string) {
	return tx.action.findUnique({ where: { workspaceId_id: { workspaceId, id } }, include: withAttempts });
}

export async function surroundingsOf(
	tx: Tx,
	workspaceId: string,
	rows: { decidedById: string | null; targets: string[] }[]
): Promise<Surroundings> {
	const deciders = [...new Set(rows.flatMap(({ decidedById }) => decidedById ?? []))];
	const google = await tx.integration.findUnique({
		where: { workspaceId_vendor: { workspaceId, vendor: 'google' } },
		select: { accountEmail: true }
	});
	const users = await tx.user.findMany({
		where: { id: { in: deciders } },
		select: { id: true, name: true }
	});
	return {
		book: await readBook(tx, workspaceId),
		outlines: await readOutlines(tx, workspaceId, [...new Set(rows.flatMap(({ targets }) => targets))]),
		accountEmail: google?.accountEmail ?? null,
		names: new Map(users.map(({ id, name }) => [id, name]))
	};
}

/** An action as pages and programs see it: what it would do, in words, and how far it has come. */
export function actionView(row: ActionRow, around: Surroundings): Action {
	const kind = kindOf(row.kind);
	const payload = kind.payload.parse(row.payload) as Record<string, unknown>;
	const { title, intent } = kind.summary(payload, around.book);
	return {
		id: row.id,
		taskId: row.taskId,
		runId: row.runId,
		kind: row.kind,
		status: ActionStatus.parse(row.status),
		why: row.why,
		title,
		needs: kind.needs.ability,
		intent,
		note: kind.note(payload, kind.needs.ability ? around.accountEmail : null),
		payload,
		payloadHash: row.payloadHash,
		preview: kind.preview(payload, around.book),
		draft: draftOf(row, around.book),
		flags: flagsNow(row, payload, around),
		outline: outlineOf(kind, targetsOf(row), around.outlines),
		...decisionOf(row, around.names),
		...progressOf(row, around.accountEmail)
	};
}

/** What does not fit is asked of the place as it is now known, which may be mended already. */
function flagsNow(row: ActionRow, payload: unknown, { book, outlines }: Surroundings): Flag[] {
	const standing = standingFlags(row.flags, row.targets, namedBy(book)).filter(
		({ code }) => code !== 'misfit'
	);
	if (row.status !== 'proposed') return standing;
	return [...standing, ...misfitFlags(kindOf(row.kind), payload, targetsOf(row), outlines)];
}

const targetsOf = ({ targets }: ActionRow) => targets.flatMap((key) => readTargetKey(key) ?? []);

function draftOf(
	row: ActionRow,
	book: AddressBook
): { payload: Record<string, unknown>; preview: Preview } | null {
	if (row.draftPayload === null) return null;
	const kind = kindOf(row.kind);
	const payload = kind.payload.parse(row.draftPayload) as Record<string, unknown>;
	return { payload, preview: kind.preview(payload, book) };
}

function decisionOf(row: ActionRow, names: Map<string, string>) {
	return {
		byRule: row.byRule,
		decidedBy: row.decidedById && (names.get(row.decidedById) ?? 'Someone'),
		decidedAt: row.decidedAt?.toISOString() ?? null,
		holdUntil: row.holdUntil?.toISOString() ?? null,
		expiresAt: row.expiresAt.toISOString(),
		snoozedUntil: row.snoozedUntil?.toISOString() ?? null
	};
}

function progressOf(
	row: ActionRow,
	accountEmail: string | null
): Pick<Action, 'wait' | 'error' | 'receipt' | 'attempts'> {
	return {
		wait: waitOf(row, accountEmail),
		error: errorOf(row),
		receipt: row.receipt === null ? null : Receipt.parse(row.receipt),
		attempts: row.attempts.map((attempt) =>
			attemptShape.parse({
				...attempt,
				error: errorOf(attempt),
				sentAt: attempt.sentAt.toISOString(),
				answeredAt: attempt.answeredAt?.toISOString() ?? null
			})
		)
	};
}

const attemptShape = Action.shape.attempts.element;

const waits: Record<ActionWait, string> = {
	hold: 'It is carried out in a few seconds. Until then you can undo it.',
	connect: 'It waits for a Google account. Connect one, and it is carried out by itself.',
	reauth: 'Google wants the connection to be confirmed again. Reconnect, and it is carried out by itself.',
	retry: 'Something was in the way. It is tried again by itself.',
	rate_limit: 'Google asked us to slow down. It is tried again by itself.',
	paused: 'Work is paused. It is carried out when work goes on.',
	looking: 'The answer was lost on the way. We look whether it is there before anything is tried again.',
	hours: 'It is carried out when working hours begin.'
};

/** What is missing may be the account or only a permission of it. */
function waitsForGoogle({ kind, errorCode }: ActionRow, accountEmail: string | null): string {
	const { ability } = kindOf(kind).needs;
	if (ability && errorCode === 'missing_scope') return googleAbilities[ability].missing;
	return accountEmail ? forAccount(accountEmail) : waits.connect;
}

function forAccount(email: string): string {
	return `It waits for ${email}. Connect that account, and it is carried out by itself; with another one you are asked again.`;
}

const underWay = ['approved', 'dispatching', 'unknown'];

function waitOf(row: ActionRow, accountEmail: string | null): Action['wait'] {
	if (!row.waitReason || !underWay.includes(row.status)) return null;
	const reason = row.waitReason as ActionWait;
	const until = reason === 'hold' ? row.holdUntil : row.runAfter;
	return {
		reason,
		message: reason === 'connect' ? waitsForGoogle(row, accountEmail) : waits[reason],
		until: waitsForPerson.includes(reason) ? null : (until?.toISOString() ?? null)
	};
}

function errorOf(row: { errorCode: string | null; errorMessage: string | null }) {
	return row.errorCode ? { code: row.errorCode, message: row.errorMessage ?? '' } : null;
}
