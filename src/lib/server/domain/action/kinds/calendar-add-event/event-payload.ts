import { z } from 'zod';
import { hourAfter } from './hours.ts';

const Hour = z.string().regex(/^(?:|(?:[01]\d|2[0-3]):[0-5]\d)$/);

/** Days and hours are the workspace's own. Without hours it is for the whole day. */
export const EventPayload = z
	.strictObject({
		title: z.string().min(1).max(300),
		day: z.iso.date(),
		start: Hour,
		end: Hour,
		place: z.string().max(500),
		notes: z.string().max(5_000)
	})
	.refine(({ start, end }) => (start === '' ? end === '' : end > start), { path: ['end'] });
export type EventPayload = z.infer<typeof EventPayload>;

/** What a model leaves out: an entry lasts an hour. */
export const EventProposal = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { start = '', end = '', place = '', notes = '', ...rest } = given as Record<string, unknown>;
	const lasting = typeof start === 'string' && start !== '' && end === '' ? hourAfter(start) : end;
	return { ...rest, start, end: lasting, place, notes };
}, EventPayload);
