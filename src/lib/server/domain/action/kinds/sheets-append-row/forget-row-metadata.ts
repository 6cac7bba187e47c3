import { VendorError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { GoogleClient } from '#server/ports/google.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { ConnectDeps, Connected } from '../../../connection/connect.ts';
import { NoConnection } from '../../../connection/no-connection.ts';
import type { Timings } from '../../../ledger/lease.ts';
import {
	daysKept,
	forget,
	forgettable,
	rowMetadataKept,
	rowMetadataAtOnce,
	spreadsheetsDue,
	type Sheet
} from './row-metadata.ts';
import { sheetsAccount } from './sheets-account.ts';

type Deps = ConnectDeps & { timings: Timings };
type Ground = { db: Db; client: GoogleClient; timings: Timings };

/**
 * Takes the metadata of rows that settled long ago out of the workspace's spreadsheets, for Google keeps only so much,
 * and remembers that it is gone. What belongs to an action that is not settled stays, always. A spreadsheet that cannot
 * be reached is left for the next time. Answers how many are gone.
 */
export async function forgetRowMetadata(deps: Deps, workspaceId: string): Promise<number> {
	const due = await spreadsheetsDue(deps.db, workspaceId);
	const connected = due.length > 0 ? await connect(deps, workspaceId) : null;
	if (!connected) return 0;
	let gone = 0;
	for (const spreadsheetId of due) {
		const sheet = { workspaceId, spreadsheetId };
		const forgotten = await forgetIn({ ...deps, client: connected.client }, sheet).catch((error: unknown) =>
			giveUp(deps, sheet, connected, error)
		);
		if (forgotten === null) break;
		gone += forgotten;
	}
	return gone;
}

/** A job for each connected workspace that has rows, so that one that hangs holds up nobody else's. */
export async function forgetAllRowMetadata({ db, jobs }: { db: Db; jobs: Jobs }): Promise<void> {
	const connected = await db.$queryRaw<{ workspaceId: string }[]>`
		select i.workspace_id as "workspaceId" from integrations i
		where i.vendor = 'google' and i.status = 'connected' and exists (
			select 1 from actions a
			where a.workspace_id = i.workspace_id and a.kind = 'sheets.appendRow' and a.status in ('succeeded', 'failed')
				and a.effect_at is not null and a.prepared -> 'forgottenAt' is null
		)`;
	for (const { workspaceId } of connected)
		await db.$transaction((tx) =>
			jobs.add(tx, 'forget-row-metadata-of', { workspaceId }, { key: `forget-row-metadata:${workspaceId}` })
		);
}

async function connect(deps: Deps, workspaceId: string): Promise<Connected<GoogleClient> | null> {
	try {
		return await sheetsAccount.connect(deps, workspaceId);
	} catch (error) {
		if (error instanceof NoConnection || error instanceof VendorError) return null;
		throw error;
	}
}

async function forgetIn(ground: Ground, sheet: Sheet): Promise<number> {
	for (let gone = 0; ;) {
		const rows = await forgettable(ground, sheet, { keep: rowMetadataKept, days: daysKept });
		if (rows.length > 0) await forget(ground, sheet, rows);
		gone += rows.length;
		if (rows.length < rowMetadataAtOnce) return gone;
	}
}

/** Null when the other spreadsheets need not be tried either. */
async function giveUp(deps: Deps, { spreadsheetId }: Sheet, connected: Connected<unknown>, error: unknown) {
	if (!(error instanceof VendorError)) throw error;
	deps.log.warn({ err: error, spreadsheetId }, 'Row metadata could not be forgotten');
	if (error.code === 'needs_reauth') await connected.forget();
	return ['not_found', 'refused'].includes(error.code) ? 0 : null;
}
