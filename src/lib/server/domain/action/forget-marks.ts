import { GoogleError } from '#server/errors.ts';
import type { Db, Google, Jobs } from '#server/ports.ts';
import { accessToken, type AccessTokenDeps } from '../integration/access-token.ts';
import { forgetAccessToken } from '../integration/forget-access-token.ts';
import { NoConnection } from '../integration/no-connection.ts';
import type { Timings } from '../run/lease.ts';
import {
	daysKept,
	forget,
	forgettable,
	marksKept,
	marksAtOnce,
	spreadsheetsDue,
	type Sheet
} from './marks.ts';

type Deps = AccessTokenDeps & { timings: Timings };
type Ground = { db: Db; google: Google; timings: Timings };

/**
 * Takes the marks of rows that settled long ago out of the workspace's spreadsheets, for Google keeps only so many, and
 * remembers that they are gone. The mark of an action that is not settled stays, always. A spreadsheet that cannot be
 * reached is left for the next time. Answers how many marks are gone.
 */
export async function forgetMarks(deps: Deps, workspaceId: string): Promise<number> {
	const { google } = deps;
	const due = google ? await spreadsheetsDue(deps.db, workspaceId) : [];
	if (!google || due.length === 0) return 0;
	const token = await tokenOf(deps, workspaceId);
	let gone = 0;
	for (const spreadsheetId of token === null ? [] : due) {
		const sheet = { workspaceId, spreadsheetId };
		const forgotten = await forgetIn({ ...deps, google }, sheet, token ?? '').catch((error: unknown) =>
			giveUp(deps, sheet, token ?? '', error)
		);
		if (forgotten === null) break;
		gone += forgotten;
	}
	return gone;
}

/** A job for each connected workspace that has rows, so that one that hangs holds up nobody else's. */
export async function forgetAllMarks({ db, jobs }: { db: Db; jobs: Jobs }): Promise<void> {
	const connected = await db.$queryRaw<{ workspaceId: string }[]>`
		select i.workspace_id as "workspaceId" from integrations i
		where i.vendor = 'google' and i.status = 'connected' and exists (
			select 1 from actions a
			where a.workspace_id = i.workspace_id and a.kind = 'sheets.appendRow' and a.status in ('succeeded', 'failed')
				and a.effect_at is not null and a.prepared -> 'forgottenAt' is null
		)`;
	for (const { workspaceId } of connected)
		await db.$transaction((tx) =>
			jobs.add(tx, 'forget-marks-of', { workspaceId }, { key: `forget-marks:${workspaceId}` })
		);
}

async function tokenOf(deps: Deps, workspaceId: string): Promise<string | null> {
	try {
		return (await accessToken(deps, { workspaceId, ability: 'sheets' })).token;
	} catch (error) {
		if (error instanceof NoConnection || error instanceof GoogleError) return null;
		throw error;
	}
}

async function forgetIn(deps: Ground, sheet: Sheet, token: string): Promise<number> {
	for (let gone = 0; ;) {
		const marks = await forgettable(deps, sheet, { keep: marksKept, days: daysKept });
		if (marks.length > 0) await forget(deps, sheet, token, marks);
		gone += marks.length;
		if (marks.length < marksAtOnce) return gone;
	}
}

/** Null when the other spreadsheets need not be tried either. */
async function giveUp(deps: Deps, { workspaceId, spreadsheetId }: Sheet, token: string, error: unknown) {
	if (!(error instanceof GoogleError)) throw error;
	deps.log.warn({ err: error, spreadsheetId }, 'Marks could not be forgotten');
	if (error.code === 'needs_reauth') await forgetAccessToken(deps, { workspaceId, token });
	return ['not_found', 'refused'].includes(error.code) ? 0 : null;
}
