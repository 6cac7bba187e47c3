import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';

/** Looks at every customer again: what Stripe said while nobody heard it is repaired. Answers how many there are. */
export async function syncAllBilling({ db, jobs }: { db: Db; jobs: Jobs }): Promise<number> {
	await db.$executeRaw`delete from stripe_events where received_at < now() - interval '60 days'`;
	const rows = await db.subscription.findMany({
		where: { customerId: { not: null } },
		select: { customerId: true }
	});
	const customers = rows.flatMap(({ customerId }) => customerId ?? []);
	await db.$transaction((tx) =>
		jobs.addEach(
			tx,
			'sync-billing',
			customers.map((customerId) => ({ payload: { customerId }, key: `billing ${customerId}` }))
		)
	);
	return customers.length;
}
