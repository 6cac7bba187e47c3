import type { Db } from '#server/ports/db.ts';

/** Forgets what has served its time: sessions and mailed links that ended, idempotency keys of two days, old counts, consents that nobody finished, mails of long ago, what strangers wrote a year ago. */
export async function cleanUp(deps: { db: Db }): Promise<void> {
	await deps.db.$executeRaw`delete from sessions where expires_at < now()`;
	await deps.db.$executeRaw`delete from account_links where expires_at < now()`;
	await deps.db.$executeRaw`delete from idempotency_keys where created_at < now() - interval '2 days'`;
	await deps.db.$executeRaw`delete from oauth_states where expires_at < now()`;
	await deps.db
		.$executeRaw`delete from notifications where status <> 'queued' and created_at < now() - interval '30 days'`;
	await deps.db.$executeRaw`delete from contact_messages where created_at < now() - interval '1 year'`;
	await deps.db.$executeRaw`delete from rate_limits where expire < now() - interval '1 hour'`;
}
