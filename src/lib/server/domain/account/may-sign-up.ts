import type { Tx } from '#server/ports/db.ts';

type Deps = { db: Pick<Tx, 'user'>; config: { signUp: 'open' | 'invited' } };

/** Whether a stranger may make an account. Where they may not, the first account still can be made. */
export async function maySignUp({ db, config }: Deps): Promise<boolean> {
	return config.signUp === 'open' || (await db.user.findFirst({ select: { id: true } })) === null;
}
