import type { Receipt } from '#lib/schemas/action.ts';
import { dayInWords } from '#lib/format.ts';
import type { JsonObject } from '#server/ports/db.ts';
import type { CalendarEntry, GoogleClient } from '#server/ports/google.ts';
import type { AddressBook } from '../../../address-book/target.ts';
import { googleAccount } from '../../../connection/connect.ts';
import type { KindModule } from '../../kind.ts';
import { EventPayload, EventProposal } from './event-payload.ts';
import { nextDay } from './hours.ts';
import { readEvent } from './read-event.ts';

type Prepared = JsonObject & {
	eventId: string;
	/** Of the entry that is there already: a try of long ago had arrived after all, or we come from a backup. */
	found: { url: string | null } | null;
};

/** An entry in the business's own calendar. Nobody is invited, so nobody hears of it. */
export const calendarAddEvent: KindModule<EventPayload, Prepared, GoogleClient> = {
	kind: 'calendar.addEvent',
	label: 'Entries in your Google Calendar',
	noun: { one: 'calendar entry', many: 'calendar entries' },
	needs: googleAccount('calendar'),
	shape: 'fields',
	snippetTravels: false,
	mayBeAutomatic: true,
	words: {
		short: {
			off: 'Does not touch your calendar.',
			ask: 'Prepares entries for your Google Calendar and asks you about each one.',
			auto: 'Puts entries into your Google Calendar without asking. Nobody is invited.'
		},
		long: {
			off: 'Never proposes a calendar entry.',
			ask: 'Proposes each entry, and you decide. Nobody is invited.',
			auto: 'Puts entries into your Google Calendar without asking. Nobody is invited.'
		}
	},
	payload: EventPayload,
	proposal: EventProposal,
	read: readEvent,
	guide: (book) =>
		'"calendar.addEvent": an entry in the business\'s own calendar; nobody is invited. ' +
		'Its payload is {"title": text, "day": "YYYY-MM-DD", "start": "HH:MM", "end": "HH:MM", "place": text or "", "notes": text or ""}. ' +
		`Hours are those of ${zoneIn(book)}; leave both empty for a whole day. Only propose it for a day that the task names.`,
	summary: ({ title, day, start, end, place }, book) => ({
		title: `${title} on ${dayInWords(day)}`,
		snippet: [hoursInWords(start, end, zoneIn(book)), place].filter(Boolean).join(', '),
		intent: 'put an entry into your calendar'
	}),
	note: (_payload, account) =>
		`It is put into the calendar of ${account ?? 'the Google account that you connect'}. Nobody is invited.`,
	preview: ({ title, day, start, end, place, notes }) => ({
		shape: 'fields',
		fields: [
			{ key: 'title', label: 'What', value: title, long: false },
			{ key: 'day', label: 'Day', value: day, long: false, input: 'date' },
			{ key: 'start', label: 'From', value: start, long: false, input: 'time' },
			{ key: 'end', label: 'To', value: end, long: false, input: 'time' },
			{ key: 'place', label: 'Where', value: place, long: false },
			{ key: 'notes', label: 'Notes', value: notes, long: notes.length > 80 }
		]
	}),
	targets: (_payload, book) => [{ kind: 'calendar', value: zoneIn(book), label: 'your calendar' }],
	async prepare({ client }, _payload, { key }) {
		const eventId = eventIdOf(key);
		const found = await client.findEvent(eventId);
		return { eventId, found: found && { url: found.url } };
	},
	async dispatch({ client }, payload, { book, prepared: { eventId, found } }) {
		const { url } = found ?? (await client.addEvent(entryOf(payload, eventId, zoneIn(book))));
		return receiptOf(client, payload, url);
	},
	// Google keeps the id for good, so that whoever finds nothing can be certain, and a late request is refused.
	async reconcile({ client }, payload, { prepared: { eventId } }) {
		const found = await client.findEvent(eventId);
		return found
			? { outcome: 'found', receipt: receiptOf(client, payload, found.url) }
			: { outcome: 'absent' };
	}
};

/** The zone that hours are meant in names the workspace's calendar; empty where the book is left out. */
function zoneIn(book: AddressBook): string {
	return book.find(({ kind }) => kind === 'calendar')?.value ?? '';
}

/** The action's id and the beginning of its hash, the same on every try: Google refuses it the second time. */
function eventIdOf(key: string): string {
	const [id = '', hash = ''] = key.split(/[.@]/);
	return id.replaceAll('-', '') + hash;
}

function entryOf({ title, day, start, end, place, notes }: EventPayload, id: string, timeZone: string) {
	const hours =
		start === '' ? { start: day, end: nextDay(day) } : { start: at(day, start), end: at(day, end) };
	return { id, title, place, notes, timeZone, ...hours } satisfies CalendarEntry;
}

const at = (day: string, hour: string) => `${day}T${hour}:00`;

function hoursInWords(start: string, end: string, zone: string): string {
	return start === '' ? 'All day' : `${start} to ${end}${zone && ` (${zone})`}`;
}

function receiptOf({ account }: GoogleClient, { title, day }: EventPayload, url: string | null): Receipt {
	return {
		label: 'Open the entry',
		url,
		detail: `“${title}” on ${dayInWords(day)}, in the calendar of ${account.email}.`
	};
}
