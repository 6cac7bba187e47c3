import type { EventTime, StoredEvent } from './state.ts';
import { duplicate, invalid, notFound } from './errors.ts';
import { isRecord, type Call, type Operation, type Work } from './operation.ts';

const scopes = ['calendar', 'calendar.events', 'calendar.events.owned'].map(
	(name) => `https://www.googleapis.com/auth/${name}`
);
const service = 'calendar';
const rpc = (name: string) => `calendar.v3.Events.${name}`;

/** Only somebody's own calendar is played. */
function checkCalendar({ params: [calendar], account }: Call): void {
	if (calendar !== 'primary' && calendar?.toLowerCase() !== account.email) throw notFound('Not Found');
}

function isTimeZone(name: string): boolean {
	try {
		return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
	} catch {
		return false;
	}
}

/** A whole day, or an hour that says its zone. Throws a 400. */
function readTime(value: unknown, name: string): EventTime {
	const { date, dateTime, timeZone } = isRecord(value) ? value : {};
	if (typeof date === 'string' && dateTime === undefined && /^\d{4}-\d\d-\d\d$/.test(date)) return { date };
	const isHour = typeof dateTime === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(dateTime);
	if (!isHour) throw invalid(`Invalid value for: ${name}`);
	if (typeof timeZone !== 'string' || !isTimeZone(timeZone))
		throw invalid(`Missing time zone definition for ${name} time.`);
	return { dateTime, timeZone };
}

function readEvent(body: unknown, owner: string): StoredEvent {
	if (!isRecord(body)) throw invalid('Bad Request');
	const { id, summary, location, description } = body;
	if (typeof id !== 'string' || !/^[a-v0-9]{5,1024}$/.test(id)) throw invalid('Invalid resource id value.');
	const [start, end] = [readTime(body['start'], 'start'), readTime(body['end'], 'end')];
	const [from = '', to = ''] = [start, end].map((time) => time.dateTime ?? time.date);
	if (from.length !== to.length || from >= to) throw invalid('The specified time range is empty.');
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	const texts = { title: text(summary), place: text(location), notes: text(description) };
	return { id, owner, ...texts, start, end, status: 'confirmed' };
}

function view({ id, owner, title, place, notes, start, end, status }: StoredEvent, base: string): object {
	const htmlLink = `${base}/calendar/${encodeURIComponent(owner)}#${id}`;
	const creator = { email: owner, self: true };
	const said = { summary: title, location: place, description: notes };
	return { kind: 'calendar#event', id, status, htmlLink, ...said, creator, organizer: creator, start, end };
}

/** An id is taken for good, also by an entry that is deleted. */
function prepareInsert(call: Call): Work {
	checkCalendar(call);
	const { state, account, base } = call;
	const event = readEvent(call.body, account.email);
	return {
		texts: [event.title],
		apply() {
			if (state.events.some(({ id, owner }) => id === event.id && owner === event.owner)) throw duplicate();
			state.events.push(event);
			const { id: eventId, title } = event;
			const at = new Date().toISOString();
			state.effects.push({ kind: 'event', at, email: account.email, eventId, title });
			return view(event, base);
		}
	};
}

function prepareGet(call: Call): Work {
	checkCalendar(call);
	const { state, account, params, base } = call;
	return {
		texts: [],
		apply() {
			const event = state.events.find(({ id, owner }) => id === params[1] && owner === account.email);
			if (!event) throw notFound('Not Found');
			return view(event, base);
		}
	};
}

export const calendarOperations: Operation[] = [
	{
		id: 'calendar.events.insert',
		service,
		rpc: rpc('Insert'),
		method: 'POST',
		scopes,
		path: /^\/calendar\/v3\/calendars\/([^/]+)\/events$/,
		prepare: prepareInsert
	},
	{
		id: 'calendar.events.get',
		service,
		rpc: rpc('Get'),
		method: 'GET',
		scopes,
		path: /^\/calendar\/v3\/calendars\/([^/]+)\/events\/([^/]+)$/,
		prepare: prepareGet
	}
];
