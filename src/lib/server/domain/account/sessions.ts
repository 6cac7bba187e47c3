import type { SignedIn } from '#lib/schemas/account.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { memberOf, type Actor } from '../access/actor.ts';
import { tellAccount } from './tell-account.ts';

type Where = { device: string; network: string };

/** Keeps where a session was begun, in words. `isNew`: nobody knows this device, so its owner is told, once a day. */
export async function noteSession(
	deps: { db: Db; jobs: Jobs; config: { origin: string } },
	sessionId: string,
	{ device, network, isNew }: Where & { isNew: boolean }
): Promise<void> {
	await deps.db.$transaction(async (tx) => {
		const [begun] = await tx.$queryRaw<{ userId: string }[]>`
			update sessions set device = ${device}, network = ${network} where id = ${sessionId}
			returning user_id as "userId"`;
		if (!begun || !isNew) return;
		const once = `device:${device}:${network}:${new Date().toISOString().slice(0, 10)}`;
		await tellAccount(deps, tx, begun.userId, { about: 'device', device, network }, { once });
	});
}

/** Where somebody is signed in, the last seen first; `sessionId` is the one that asks. */
export async function listSessions({ db }: { db: Db }, actor: Actor, sessionId: string): Promise<SignedIn[]> {
	const rows = await db.session.findMany({
		where: { userId: memberOf(actor), expiresAt: { gt: new Date() } },
		orderBy: [{ lastSeenAt: 'desc' }, { publicId: 'asc' }]
	});
	return rows.map(({ id, publicId, device, network, lastSeenAt, createdAt }) => ({
		id: publicId,
		device: device || 'A device from before',
		network,
		lastSeenAt: lastSeenAt.toISOString(),
		createdAt: createdAt.toISOString(),
		current: id === sessionId
	}));
}

/** Signs one device out. Throws `not_found` for a session that is somebody else's or over. */
export async function endSession({ db }: { db: Db }, actor: Actor, publicId: string): Promise<void> {
	const { count } = await db.session.deleteMany({ where: { publicId, userId: memberOf(actor) } });
	if (count === 0) throw notFound('session');
}

/** Signs every device out but the one that asks; answers how many. */
export async function endOtherSessions({ db }: { db: Db }, actor: Actor, sessionId: string): Promise<number> {
	const { count } = await db.session.deleteMany({
		where: { userId: memberOf(actor), id: { not: sessionId } }
	});
	return count;
}
