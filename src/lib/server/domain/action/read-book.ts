import type { Tx } from '#server/ports.ts';
import type { AddressBook, Target } from './kind.ts';

/** Everything that the workspace has registered for its agents to write to. */
export async function readBook(tx: Tx, workspaceId: string): Promise<AddressBook> {
	const entries = await tx.addressBookEntry.findMany({
		where: { workspaceId },
		select: { kind: true, id: true, value: true, label: true },
		orderBy: { id: 'asc' }
	});
	return entries.map((entry) => ({ ...entry, kind: entry.kind as Target['kind'] }));
}
