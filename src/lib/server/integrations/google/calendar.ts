import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import { z } from 'zod';
import { failedBy } from '#server/errors.ts';
import type { CalendarEntry, Google } from '#server/ports/google.ts';
import type { Calls } from './calls.ts';
import type { Sdk } from './sdk.ts';

const Event = z.object({
	id: z.string().min(1),
	htmlLink: z.string().default(''),
	status: z.string().default('confirmed')
});

type CalendarMethods = Pick<Google, 'addEvent' | 'findEvent'>;

/** The connected person's own calendar. Nobody is invited, so nothing is sent. */
export function calendarMethods({ events }: Pick<Sdk, 'events'>, calls: Calls): CalendarMethods {
	return {
		async addEvent(accessToken, entry) {
			const { htmlLink } = await calls.write({
				accessToken,
				answer: Event,
				send: async (options) =>
					(await events()).insert(
						{ calendarId: 'primary', sendUpdates: 'none', requestBody: bodyOf(entry) },
						options
					)
			});
			return { url: htmlLink || null };
		},
		async findEvent(accessToken, eventId) {
			try {
				const { htmlLink, status } = await calls.read({
					accessToken,
					answer: Event,
					send: async (options) => (await events()).get({ calendarId: 'primary', eventId }, options)
				});
				return { url: htmlLink || null, isDeleted: status === 'cancelled' };
			} catch (error) {
				if (failedBy('google', error) && error.code === 'not_found') return null;
				throw error;
			}
		}
	};
}

/** Whole days end where the next one begins, as Google counts them. */
function bodyOf(entry: CalendarEntry): calendar_v3.Schema$Event {
	const { id, title, place, notes, timeZone } = entry;
	const at = (when: string) => (when.includes('T') ? { dateTime: when, timeZone } : { date: when });
	return {
		id,
		summary: title,
		location: place,
		description: notes,
		start: at(entry.start),
		end: at(entry.end)
	};
}
