import type { AccountMail } from '#lib/schemas/notification.ts';
import { newId } from '#server/ids.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { wake } from '../ledger/wake.ts';

export type TellDeps = { jobs: Jobs; config: { origin: string } };

/**
 * Queues a mail about somebody's own account, with its job, in the caller's transaction. What it says is written when
 * it goes. `to` is another address than the account's; with the same `once` there is only one mail.
 */
export async function tellAccount(
	{ jobs, config }: TellDeps,
	tx: Tx,
	userId: string,
	mail: AccountMail,
	{ to, once }: { to?: string; once?: string } = {}
): Promise<void> {
	const id = newId();
	const messageId = `<account.${id}@${new URL(config.origin).hostname}>`;
	const rows = await tx.$queryRaw<{ id: string }[]>`
		insert into notifications (id, workspace_id, user_id, kind, dedupe_key, data, message_id)
		select ${id}::uuid, m.workspace_id, m.user_id, 'account', ${`account:${once ?? id}`},
			${JSON.stringify({ mail, ...(to && { to }) })}::jsonb, ${messageId}
		from memberships m where m.user_id = ${userId}::uuid order by m.id limit 1
		on conflict (workspace_id, user_id, dedupe_key) do nothing
		returning id`;
	await wake(jobs, tx, 'notification', rows);
}
