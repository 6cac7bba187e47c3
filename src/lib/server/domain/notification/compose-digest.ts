import { numberWord } from '#lib/format.ts';
import { lostConnection, memberCan, type Addressed, type ComposeDeps, type Content } from './addressed.ts';
import { daysWord, expiresSoon, expiryDetail } from './expiry-words.ts';
import { mostItems, moreWords, totalOf, waitingItems, waitingWords, waitingWork } from './waiting-work.ts';
import { failedItems, failedWords, whatFailed } from './what-failed.ts';

/** Failures are named beside what waits, so they get less room. */
const mostFailures = 5;

/** The morning's mail: what waits, what expires before the next one, what failed since yesterday. Null when all is done. */
export async function composeDigest(deps: ComposeDeps, to: Addressed): Promise<Content | null> {
	const { origin } = deps.config;
	const [waiting, failed, lost] = await Promise.all([
		memberCan(to, 'review work') ? waitingWork(deps.db, to.workspaceId, null) : [],
		whatFailed(deps.db, { ...to, everything: memberCan(to, 'manage agents'), eventIds: null }),
		memberCan(to, 'manage connections') ? lostConnection(deps.db, to.workspaceId) : null
	]);
	if (waiting.length === 0 && failed.length === 0 && !lost) return null;
	const when = { now: deps.clock.now(), timeZone: to.timeZone };
	const expiring = waiting.filter((one) => expiresSoon(one, when));
	const parts = [
		...(waiting.length > 0 ? [waitingWords(waiting)] : []),
		...(failed.length > 0 ? [failedWords(failed)] : []),
		...(lost ? ['Please connect Google again'] : [])
	];
	const [heading = '', ...rest] = parts;
	return {
		preheader: rest[0] ?? `Your morning at ${to.workspace}.`,
		heading,
		paragraphs: [
			`Good morning, ${to.name}. This is what stands at ${to.workspace}.`,
			...(expiring.length > 0 ? [expiryWords(expiring.length, daysWord(expiring, when))] : []),
			...rest.map((sentence) => `${sentence}.`),
			...moreWords(totalOf(waiting))
		],
		items: [
			...waitingItems(waiting, origin, (one) => expiryDetail(one, when)),
			...failedItems(failed, origin, mostFailures)
		],
		button: buttonFor(origin, waiting.length > 0, failed.length > 0)
	};
}

/** A digest reads ten of each kind, the soonest first, so past that it says "at least". */
function expiryWords(count: number, days: string): string {
	const number = count < mostItems ? numberWord(count) : `At least ${numberWord(count).toLowerCase()}`;
	return count === 1
		? `${number} expires ${days}, and then counts as rejected.`
		: `${number} expire ${days}, and then count as rejected.`;
}

function buttonFor(origin: string, waits: boolean, failed: boolean) {
	if (waits) return { label: 'Open the inbox', href: `${origin}/inbox` };
	if (failed) return { label: 'Open the tasks', href: `${origin}/tasks` };
	return { label: 'Connect Google again', href: `${origin}/integrations` };
}
