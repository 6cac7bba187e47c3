import { expect, test } from 'vitest';
import { openSheetsFixture } from '../../../../../tests/support/sheets-fixture.ts';
import type { Db } from '#server/ports/db.ts';
import { carryOutAction } from './carry-out-action.ts';
import { claimAction } from './claim-action.ts';
import { reconcileAction } from './reconcile-action.ts';

const { app, approvedRows, db, newSheetsFixture } = await openSheetsFixture();

const read = (id: string) => db.action.findUniqueOrThrow({ where: { id } });

/** A database whose next transaction is committed, but the line breaks before anybody hears of it. */
function losesCommit(): Db {
	let armed = true;
	return new Proxy(db, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (name !== '$transaction' || !armed) return member;
			return async (work: (tx: unknown) => Promise<unknown>) => {
				armed = false;
				await target.$transaction(work as never);
				throw new Error('Connection terminated unexpectedly');
			};
		}
	}) as Db;
}

// The intent is on disk and the process lives, so neither another one nor the reconciler would take it up.
test('a lost answer to the intent’s commit fails the job, and its next try looks and carries it out', async () => {
	const fixture = await newSheetsFixture();
	const [id = ''] = await approvedRows(fixture, 1);
	const claim = await claimAction(app, id);
	if (!claim) throw new Error('It is due.');
	await expect(carryOutAction({ ...app, db: losesCommit() }, claim)).rejects.toThrow('Connection terminated');
	expect(await read(id)).toMatchObject({ status: 'dispatching', leaseOwner: app.processId });

	const again = await claimAction(app, id);
	expect(again?.status).toBe('unknown');
	if (again) await reconcileAction(app, again);
	const third = await claimAction(app, id);
	if (third) await carryOutAction(app, third);
	expect(await read(id)).toMatchObject({ status: 'succeeded' });
	expect(fixture.sheet().metadata).toHaveLength(1);
});
