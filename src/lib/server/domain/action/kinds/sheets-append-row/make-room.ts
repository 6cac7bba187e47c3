import { failedBy } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { GoogleClient } from '#server/ports/google.ts';
import type { Log } from '#server/ports/log.ts';
import type { Timings } from '../../../ledger/lease.ts';
import { forget, forgettable, hasRoomSince, type Sheet } from './row-metadata.ts';

type Deps = { db: Db; client: GoogleClient; timings: Timings; log: Log };

/**
 * Google has refused a row because its spreadsheet is full of row metadata: all that can go go now. True when there is room
 * for this action's row, whoever made it; false when it is others'.
 */
export async function makeRoom(deps: Deps, action: Sheet & { id: string }): Promise<boolean> {
	try {
		const rows = await forgettable(deps, action, { keep: 0, days: 0 });
		if (rows.length === 0) return await hasRoomSince(deps.db, action);
		await forget(deps, action, rows);
		deps.log.info(
			{ spreadsheetId: action.spreadsheetId, gone: rows.length },
			'A spreadsheet was full of row metadata'
		);
		return true;
	} catch (error) {
		if (!failedBy('google', error)) throw error;
		deps.log.warn({ err: error, spreadsheetId: action.spreadsheetId }, 'Row metadata could not be forgotten');
		return false;
	}
}
