import { z } from 'zod';

/** Written in small letters, as the database gives it back. */
export const Id = z.uuid({ error: 'This is not a valid id.' }).toLowerCase();
export type Id = z.infer<typeof Id>;

/** Times leave the API as ISO 8601 in UTC. */
export const Timestamp = z.iso.datetime().max(40);

/** A keyset page: `cursor` is the `nextCursor` of the page before. */
export const PageQuery = z.object({
	cursor: Id.optional(),
	limit: z.coerce.number().int().min(1).max(100).default(25)
});

export function page<Item extends z.ZodType>(item: Item) {
	return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A record with an end: `keys` at most. */
export function bounded<Shape extends z.ZodType<Record<string, unknown>>>(
	record: Shape,
	keys: number
): Shape {
	const message = `Please use at most ${keys} of them.`;
	return record
		.refine((value) => Object.keys(value).length <= keys, { error: message })
		.meta({ maxProperties: keys });
}

/** Whole micro-dollars: 1,000,000 is one US dollar. */
export const Micros = z.number().int().nonnegative();
