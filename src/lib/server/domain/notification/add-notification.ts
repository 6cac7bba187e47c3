import type { NotificationKind } from '#lib/schemas/notification.ts';
import { newId } from '#server/ids.ts';
import type { JsonObject, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { wake, type WakeUp } from '../ledger/wake.ts';

type NewNotification = {
	workspaceId: string;
	userId: string;
	kind: NotificationKind;
	dedupeKey: string;
	data: JsonObject;
	/** For this long it takes in what else comes up. */
	gatherSeconds: number;
	/** The least time after the member's last mail of this kind. */
	everySeconds: number;
};

/** Links and Message-IDs are made from where browsers find us, never from what a request says. */
export type Deps = { jobs: Jobs; config: { origin: string } };

/** One mail to one member, with its job; false when there is one for this reason already. */
export async function addNotification(
	{ jobs, config }: Deps,
	tx: Tx,
	added: NewNotification
): Promise<boolean> {
	const id = newId();
	const messageId = `<notification.${id}@${new URL(config.origin).hostname}>`;
	const [row] = await tx.$queryRaw<WakeUp[]>`
		insert into notifications (id, workspace_id, user_id, kind, dedupe_key, data, message_id, send_after)
		select ${id}::uuid, ${added.workspaceId}::uuid, ${added.userId}::uuid, ${added.kind}, ${added.dedupeKey},
			${JSON.stringify(added.data)}::jsonb, ${messageId},
			greatest(
				now() + make_interval(secs => ${added.gatherSeconds}),
				max(case when n.status = 'sent' then n.sent_at else now() end)
					+ make_interval(secs => ${added.everySeconds})
			)
		from notifications n
		where n.workspace_id = ${added.workspaceId}::uuid and n.user_id = ${added.userId}::uuid
			and n.kind = ${added.kind} and n.created_at > now() - interval '1 day'
			and (n.status = 'sent' or (n.status = 'queued' and n.attempt > 0))
		on conflict (workspace_id, user_id, dedupe_key) do nothing
		returning id, send_after as "runAt"`;
	if (row) await wake(jobs, tx, 'notification', [row]);
	return row !== undefined;
}
