import { formatDate } from '#lib/format.ts';
import { plans } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { Db } from '#server/ports/db.ts';
import type { Addressed, ComposeDeps, Content } from './addressed.ts';

type Words = Pick<Content, 'preheader' | 'heading'> & { says: string; button: string };

/** What an owner has to know of their money: a card that is declined, a second payment that was given back. */
export async function composeBilling({ db, config }: ComposeDeps, to: Addressed): Promise<Content | null> {
	const words = [await unpaid(db, to), await givenBack(db, to)].filter((found) => found !== null);
	const [first] = words;
	if (!first) return null;
	return {
		preheader: first.preheader,
		heading: first.heading,
		paragraphs: words.map(({ says }) => says),
		button: { label: first.button, href: `${config.origin}/billing` }
	};
}

async function unpaid(db: Db, { workspaceId, workspace, timeZone }: Addressed): Promise<Words | null> {
	const row = await db.subscription.findUnique({
		where: { workspaceId },
		select: { status: true, paidPlan: true, graceUntil: true, workspace: { select: { plan: true } } }
	});
	if (row?.status !== 'past_due' && row?.status !== 'unpaid') return null;
	const button = 'Use another card';
	if (row.paidPlan !== null && row.graceUntil !== null) {
		const { name } = plans[Plan.parse(row.paidPlan)];
		const until = formatDate(row.graceUntil.toISOString(), timeZone);
		return {
			preheader: `${name} stays until ${until}.`,
			heading: `The card for ${name} was declined`,
			says: `${workspace} keeps ${name} until ${until}, so that there is time to use another card. Nothing is deleted either way.`,
			button
		};
	}
	const { name } = plans[Plan.parse(row.workspace.plan)];
	return {
		preheader: 'Paying brings everything back.',
		heading: `The last bill was not paid: ${workspace} is on ${name}`,
		says: `The week to pay is over, so the limits of ${name} apply. Paying brings everything back, and nothing is deleted.`,
		button
	};
}

async function givenBack(db: Db, { workspaceId, workspace, eventIds }: Addressed): Promise<Words | null> {
	const id = { in: eventIds.map(BigInt) };
	const refunded = await db.event.count({ where: { workspaceId, id, kind: 'billing.refunded' } });
	if (refunded === 0) return null;
	return {
		preheader: 'Its money is on its way back to the card.',
		heading: 'A second payment was given back',
		says: `${workspace} was paid for twice. The second subscription is ended, and its money is on its way back to the card.`,
		button: 'Plan and billing'
	};
}
