import type { Tx } from '#server/ports/db.ts';
import type { AddressBook } from './target.ts';

/**
 * Everything that the workspace has registered for its agents to write to, and its own calendar, which is named by the
 * time zone that its hours are meant in: another one makes them other hours.
 */
export async function readBook(tx: Tx, workspaceId: string): Promise<AddressBook> {
	return tx.$queryRaw<AddressBook>`
		select b.kind, b.id::text as id, b.value, b.label from address_book b
		where b.workspace_id = ${workspaceId}::uuid
		union all
		select 'calendar', 'own', w.time_zone, 'Your calendar' from workspaces w where w.id = ${workspaceId}::uuid
		order by id`;
}
