import { kindsWhere } from '#lib/events.ts';
import type { App } from '#server/app.ts';

/** What happens within this time is planned together. */
const gatherMillis = 1_000;
const telling = new Set<string>(kindsWhere(({ tells }) => tells !== null));

/**
 * Has mails planned soon after something happened that somebody has to be told of. Only for speed: whatever is not
 * heard here is found by the plan of the next minute.
 */
export function startNotificationTrigger(app: App): () => void {
	let timer: NodeJS.Timeout | undefined;
	const plan = async () => {
		timer = undefined;
		try {
			await app.db.$transaction((tx) =>
				app.jobs.add(tx, 'plan-notifications', {}, { key: 'plan-notifications' })
			);
		} catch (err) {
			app.log.warn({ err }, 'Mails will be planned in a minute');
		}
	};
	const unsubscribe = app.eventFeed.subscribeToAll((event) => {
		if (telling.has(event.kind)) timer ??= setTimeout(() => void plan(), gatherMillis);
	});
	return () => {
		clearTimeout(timer);
		unsubscribe();
	};
}
