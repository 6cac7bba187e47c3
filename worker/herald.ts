import { isTold } from '#server/domain/notification/told-events.ts';
import type { App } from '#server/app.ts';

/** What happens within a breath is planned at once. */
const breathMillis = 1_000;

/**
 * Has mails planned soon after something happened that somebody has to be told of. Only for speed: whatever is not
 * heard here is found by the plan of the next minute.
 */
export function startHerald(app: App): () => void {
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
		if (isTold(event.kind)) timer ??= setTimeout(() => void plan(), breathMillis);
	});
	return () => {
		clearTimeout(timer);
		unsubscribe();
	};
}
