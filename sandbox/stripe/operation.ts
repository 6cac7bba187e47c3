import { z } from 'zod';
import type { State, Store } from './state.ts';

export type Call<Params> = {
	state: State;
	store: Store;
	/** The variable parts of the path. */
	path: string[];
	params: Params;
	/** Where the caller reaches us; addresses of pages carry it. */
	base: string;
};

/** One method of Stripe's published API. */
export type Operation = {
	/** As the package calls it: `customers.create`. */
	id: string;
	method: 'GET' | 'POST' | 'DELETE';
	path: RegExp;
	params: z.ZodType;
	/** Does it, in one go. Throws ApiError, having done nothing. */
	apply(call: Call<never>): { object: string };
};

const fields = { expand: z.array(z.string()).optional() };
export const number = () => z.coerce.number().int();
export const boolean = () => z.enum(['true', 'false']).transform((text) => text === 'true');
export const metadata = () => z.record(z.string(), z.string());
export const listFields = {
	limit: number().min(1).max(100).optional(),
	starting_after: z.string().optional()
};

/** Puts an operation into the table; what it does not name is refused as an unknown parameter. */
export function operation<Shape extends z.ZodRawShape>(
	id: string,
	route: string,
	shape: Shape,
	apply: (call: Call<z.infer<z.ZodObject<Shape>>>) => { object: string }
): Operation {
	const [method, path = ''] = route.split(' ');
	return {
		id,
		method: method as Operation['method'],
		path: new RegExp(`^/v1${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
		params: z.strictObject({ ...shape, ...fields }),
		apply
	};
}

/** A page of a list, newest first. */
export function listOf<Row extends { id?: string }>(
	rows: Row[],
	{ limit = 10, starting_after: after }: { limit?: number | undefined; starting_after?: string | undefined },
	url: string
): { object: 'list'; data: Row[]; has_more: boolean; url: string } {
	const newest = rows.toReversed();
	const from = after === undefined ? 0 : newest.findIndex(({ id }) => id === after) + 1;
	return {
		object: 'list',
		data: newest.slice(from, from + limit),
		has_more: newest.length > from + limit,
		url
	};
}
