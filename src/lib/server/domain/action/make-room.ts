import { GoogleError } from '#server/errors.ts';
import type { Db, Google, Log } from '#server/ports.ts';
import type { Timings } from '../run/lease.ts';
import { forget, forgettable, hasRoomSince, type Sheet } from './marks.ts';

type Deps = { db: Db; google: Google; timings: Timings; log: Log };

/**
 * Google has refused a row because its spreadsheet is full of marks: all that can go go now. True when there is room
 * for this action's row, whoever made it; false when the marks are others'.
 */
export async function makeRoom(deps: Deps, action: Sheet & { id: string }, token: string): Promise<boolean> {
	try {
		const marks = await forgettable(deps, action, { keep: 0, days: 0 });
		if (marks.length === 0) return await hasRoomSince(deps.db, action);
		await forget(deps, action, token, marks);
		deps.log.info(
			{ spreadsheetId: action.spreadsheetId, gone: marks.length },
			'A spreadsheet was full of marks'
		);
		return true;
	} catch (error) {
		if (!(error instanceof GoogleError)) throw error;
		deps.log.warn({ err: error, spreadsheetId: action.spreadsheetId }, 'Marks could not be forgotten');
		return false;
	}
}
