import {
	lostConnection,
	manages,
	mayReview,
	type Addressed,
	type ComposeDeps,
	type Content
} from './addressed.ts';
import { composeDigest } from './compose-digest.ts';
import { mostItems, moreWords, totalOf, waitingItems, waitingWords, waitingWork } from './waiting-work.ts';
import { failedItems, failedWords, whatFailed } from './what-failed.ts';

/**
 * What the mail says, read at the moment it goes: what was decided meanwhile is left out. Null when there is nothing
 * to say any more, or the member does not want it.
 */
export async function compose(deps: ComposeDeps, to: Addressed): Promise<Content | null> {
	if (to.preference !== (to.kind === 'digest' ? 'daily' : 'immediately')) return null;
	switch (to.kind) {
		case 'review':
			return mayReview(to) ? review(deps, to) : null;
		case 'failure':
			return failure(deps, to);
		case 'reconnect':
			return manages(to) ? reconnect(deps, to) : null;
		case 'digest':
			return composeDigest(deps, to);
	}
}

async function review({ db, config }: ComposeDeps, to: Addressed): Promise<Content | null> {
	const waiting = await waitingWork(db, to.workspaceId, to.eventIds);
	const [first] = waiting;
	if (!first) return null;
	const items = waitingItems(waiting, config.origin);
	const agents = [...new Set(waiting.map(({ agent }) => agent))];
	const who =
		agents.length > 2
			? 'Your agents have'
			: agents.length === 2
				? `${agents.join(' and ')} have`
				: `${first.agent} has`;
	const alone = items.length === 1 ? items[0] : undefined;
	return {
		preheader: `${first.agent}: ${first.title}`,
		heading: waitingWords(waiting),
		paragraphs: [
			`${who} finished work for ${to.workspace}. Nothing leaves the house before you say so.`,
			...moreWords(totalOf(waiting))
		],
		items,
		button: alone
			? { label: 'Look at it', href: alone.href }
			: { label: 'Open the inbox', href: `${config.origin}/inbox` }
	};
}

async function failure({ db, config }: ComposeDeps, to: Addressed): Promise<Content | null> {
	const failed = await whatFailed(db, { ...to, everything: manages(to) });
	const [first] = failed;
	if (!first) return null;
	const items = failedItems(failed, config.origin, mostItems);
	const alone = items.length === 1 ? items[0] : undefined;
	return {
		preheader: `${first.agent}: ${first.title}`,
		heading: failedWords(failed),
		paragraphs: [`This has stopped at ${to.workspace} and does not go on by itself. Nothing is lost.`],
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
