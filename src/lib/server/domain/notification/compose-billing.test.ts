import { expect, test } from 'vitest';
import { makeMember } from '../../../../../tests/support/factories.ts';
import { openMailFixture } from '../../../../../tests/support/mail-fixture.ts';
import { recordEvent } from '../event/record-event.ts';

const { db, planAndSend, to, newTenant } = await openMailFixture();

type Status = 'active' | 'past_due' | 'unpaid';

/** As after a look at Stripe. */
async function syncs(workspaceId: string, status: Status, paidPlan: string | null) {
	const state = {
		status,
		paidPlan,
		graceUntil: status === 'active' ? null : new Date('2026-12-08T09:00:00Z')
	};
	await db.subscription.upsert({
		where: { workspaceId },
		create: { workspaceId, ...state },
		update: state
	});
	await recordEvent(db, { workspaceId, kind: 'billing.changed', data: { reason: status } });
}

test('whoever pays hears at once of a declined card, of the end of the week, and of nothing once it is paid', async () => {
	const { workspace, user } = await newTenant();
	await db.membership.updateMany({ where: { userId: user.id }, data: { mailPreference: 'daily' } });
	const { user: admin } = await makeMember(db, workspace.id, 'admin');
	await syncs(workspace.id, 'past_due', 'pro');
	await planAndSend();
	expect(to(user)).toMatchObject([
		{
			subject: 'The card for Pro was declined',
			text: expect.stringMatching(/keeps Pro until 8 Dec[^]+\/billing/)
		}
	]);
	expect(to(admin)).toEqual([]);
	await syncs(workspace.id, 'past_due', null);
	await recordEvent(db, {
		workspaceId: workspace.id,
		kind: 'plan.changed',
		data: { name: 'Free', actions: 0 }
	});
	await planAndSend();
	expect(to(user)[1]).toMatchObject({ subject: expect.stringContaining('is on Free') });
	await syncs(workspace.id, 'active', 'pro');
	await planAndSend();
	expect(to(user)).toHaveLength(2);
});

test('and of a second payment that was given back, unless they want no mail at all', async () => {
	const [one, off] = [await newTenant(), await newTenant()];
	await db.membership.updateMany({ where: { userId: off.user.id }, data: { mailPreference: 'off' } });
	for (const { workspace } of [one, off])
		await recordEvent(db, { workspaceId: workspace.id, kind: 'billing.refunded', data: { reason: 'sub_2' } });
	await planAndSend();
	expect(to(one.user)).toMatchObject([{ subject: 'A second payment was given back' }]);
	expect(to(off.user)).toEqual([]);
});
