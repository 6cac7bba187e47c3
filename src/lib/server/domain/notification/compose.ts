import type { MailPreference, NotificationKind } from '#lib/schemas/notification.ts';
import {
	lostConnection,
	lowerFirst,
	memberCan,
	type Addressed,
	type ComposeDeps,
	type Content
} from './addressed.ts';
import { composeAccount } from './compose-account.ts';
import { composeBilling } from './compose-billing.ts';
import { composeDigest } from './compose-digest.ts';
import { expiringWords, expiryDetail } from './expiry-words.ts';
import {
	mostItems,
	moreWords,
	totalOf,
	waitingItems,
	waitingWords,
	waitingWork,
	type Waiting
} from './waiting-work.ts';
import { failedItems, failedWords, whatFailed } from './what-failed.ts';

/** Who wants such a mail. Of money people hear at once, unless they want no mail at all. */
const preferencesFor: Record<NotificationKind, MailPreference[]> = {
	review: ['immediately'],
	expiring: ['immediately'],
	failure: ['immediately'],
	reconnect: ['immediately'],
	billing: ['immediately', 'daily'],
	digest: ['daily'],
	account: ['immediately', 'daily', 'off']
};

/**
 * What the mail says, read at the moment it goes: what was decided meanwhile is left out. Null when there is nothing
 * to say any more, or the member does not want it.
 */
export async function compose(deps: ComposeDeps, to: Addressed): Promise<Content | null> {
	if (!preferencesFor[to.kind].includes(to.preference) || !mayReach(deps, to)) return null;
	switch (to.kind) {
		case 'review':
			return memberCan(to, 'review work') ? review(deps, to) : null;
		case 'expiring':
			return memberCan(to, 'review work') ? expiring(deps, to) : null;
		case 'failure':
			return failure(deps, to);
		case 'reconnect':
			return memberCan(to, 'manage connections') ? reconnect(deps, to) : null;
		case 'billing':
			return memberCan(to, 'manage billing') ? composeBilling(deps, to) : null;
		case 'digest':
			return composeDigest(deps, to);
		case 'account':
			return composeAccount(deps, to);
	}
}

/** Nobody's work is told to an address that may be a stranger's. A sandbox's mail leaves for no address at all. */
function mayReach({ config }: ComposeDeps, { kind, verified }: Addressed): boolean {
	const inSandbox = config.mail !== null && config.mail.mailbox !== null;
	return kind === 'account' || verified || inSandbox;
}

async function review({ db, clock, config }: ComposeDeps, to: Addressed): Promise<Content | null> {
	const waiting = await waitingWork(db, to.workspaceId, to.eventIds);
	const [first] = waiting;
	if (!first) return null;
	const when = { now: clock.now(), timeZone: to.timeZone };
	const allBack = waiting.every(({ back }) => back);
	const detail = (one: Waiting) =>
		[one.back && !allBack ? 'Back again' : '', expiryDetail(one, when)].filter(Boolean).join(' · ');
	const what = allBack ? putOffWords(waiting, to) : `${whoWords(waiting)} finished work for ${to.workspace}.`;
	return {
		preheader: `${first.agent}: ${first.title}`,
		heading: allBack ? `Back again: ${lowerFirst(waitingWords(waiting))}` : waitingWords(waiting),
		paragraphs: [`${what} Nothing leaves the house before you say so.`, ...moreWords(totalOf(waiting))],
		...itemsAndButton(waiting, config.origin, detail)
	};
}

async function expiring({ db, clock, config }: ComposeDeps, to: Addressed): Promise<Content | null> {
	const waiting = await waitingWork(db, to.workspaceId, to.eventIds);
	const [first] = waiting;
	if (!first) return null;
	const when = { now: clock.now(), timeZone: to.timeZone };
	return {
		preheader: `${first.agent}: ${first.title}`,
		heading: expiringWords(waiting, when),
		paragraphs: [
			`Nobody at ${to.workspace} has decided yet. What expires counts as rejected, and nothing is carried out.`,
			...moreWords(totalOf(waiting))
		],
		...itemsAndButton(waiting, config.origin, (one) => expiryDetail(one, when))
	};
}

function whoWords(waiting: Waiting[]): string {
	const agents = [...new Set(waiting.map(({ agent }) => agent))];
	if (agents.length > 2) return 'Your agents have';
	return agents.length === 2 ? `${agents.join(' and ')} have` : `${agents[0]} has`;
}

function putOffWords(waiting: Waiting[], { workspace }: Addressed): string {
	return totalOf(waiting) === 1
		? `It had been put off at ${workspace} until now.`
		: `They had been put off at ${workspace} until now.`;
}

function itemsAndButton(waiting: Waiting[], origin: string, detail: (one: Waiting) => string) {
	const items = waitingItems(waiting, origin, detail);
	const alone = items.length === 1 ? items[0] : undefined;
	const button = alone
		? { label: 'Look at it', href: alone.href }
		: { label: 'Open the inbox', href: `${origin}/inbox` };
	return { items, button };
}

async function failure({ db, config }: ComposeDeps, to: Addressed): Promise<Content | null> {
	const failed = await whatFailed(db, { ...to, everything: memberCan(to, 'manage agents') });
	const [first] = failed;
	if (!first) return null;
	const items = failedItems(failed, config.origin, mostItems);
	const alone = items.length === 1 ? items[0] : undefined;
	return {
		preheader: `${first.agent}: ${first.title}`,
		heading: failedWords(failed),
		paragraphs: [`This has stopped at ${to.workspace} and needs somebody to look. Nothing is lost.`],
		items,
		button: alone
			? { label: 'See what happened', href: alone.href }
			: { label: 'Open the tasks', href: `${config.origin}/tasks` }
	};
}

async function reconnect({ db, config }: ComposeDeps, to: Addressed): Promise<Content | null> {
	const lost = await lostConnection(db, to.workspaceId);
	if (!lost) return null;
	return {
		preheader: 'What you approve waits, and goes on once it is connected.',
		heading: 'Please connect Google again',
		paragraphs: [
			`${to.workspace} has lost its connection to ${lost.accountEmail}.`,
			'What you have approved waits. It goes on by itself as soon as the same account is connected again.'
		],
		button: { label: 'Connect Google again', href: `${config.origin}/integrations` }
	};
}
