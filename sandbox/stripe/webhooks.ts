import { createHmac } from 'node:crypto';
import { sandboxKeys, type State, type Store } from './state.ts';

const longestTries = 12;

/** As Stripe signs it: the time and the raw body, so that nobody can send it again much later. */
export function signature(body: string, secret: string, at = Math.floor(Date.now() / 1_000)): string {
	const v1 = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
	return `t=${at},v1=${v1}`;
}

/** Sends what is due, over and over; `stop` ends it. What nobody takes is tried again, later each time. */
export function startDeliveries(store: Store, timeScale: number): { stop(): Promise<void> } {
	let running: Promise<void> = Promise.resolve();
	const timer = setInterval(() => {
		running = running.then(() => deliverDue(store, timeScale));
	}, 50);
	timer.unref();
	return {
		async stop() {
			clearInterval(timer);
			await running;
		}
	};
}

function take(state: State): State['deliveries'] {
	const { mode, url, shuffle } = state.switches.webhooks;
	if (mode !== 'on' || url === null) return [];
	const now = Date.now();
	const due = state.deliveries.filter(({ dueAt }) => dueAt <= now);
	if (due.length > 0) state.deliveries = state.deliveries.filter(({ dueAt }) => dueAt > now);
	return shuffle ? due.toSorted(() => Math.random() - 0.5) : due;
}

async function deliverDue(store: Store, timeScale: number): Promise<void> {
	const { state } = store;
	const due = take(state);
	for (const delivery of due) {
		if (await delivered(state, delivery.event)) continue;
		const tries = delivery.tries + 1;
		const wait = 1_000 * 2 ** tries * timeScale;
		if (tries < longestTries) state.deliveries.push({ ...delivery, tries, dueAt: Date.now() + wait });
	}
	if (due.length > 0) store.save();
}

/** Anything but a 2xx counts as not delivered, a redirect too. */
async function delivered(state: State, id: string): Promise<boolean> {
	const { url } = state.switches.webhooks;
	const event = state.rows.event[id];
	if (!event || url === null) return true;
	const body = JSON.stringify(event, null, 2);
	const headers = {
		'content-type': 'application/json; charset=utf-8',
		'stripe-signature': signature(body, sandboxKeys.webhookSecret)
	};
	try {
		const answer = await fetch(url, {
			method: 'POST',
			body,
			headers,
			redirect: 'manual',
			signal: AbortSignal.timeout(10_000)
		});
		return answer.ok;
	} catch {
		return false;
	}
}
