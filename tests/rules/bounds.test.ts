import { expect, test } from 'vitest';
import { z } from 'zod';
import { appRouter } from '#server/trpc/router.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** A pattern that no long text fits: from start to end, and nothing in it that repeats without an end. */
function isShort(pattern: string): boolean {
	return /^\^.*\$$/.test(pattern) && !/[*+]|\{\d+,\}/.test(pattern.replaceAll(/\\.|\[[^\]]*\]/g, 'x'));
}

const findings: Record<string, (schema: Schema) => boolean> = {
	string: ({ enum: names, const: only, maxLength, format, pattern }) =>
		!names &&
		only === undefined &&
		maxLength === undefined &&
		format !== 'uuid' &&
		!(pattern && isShort(pattern)),
	array: ({ maxItems }) => maxItems === undefined,
	object: ({ additionalProperties, maxProperties }) =>
		Boolean(additionalProperties) && maxProperties === undefined
};

/** Where a schema takes a text, a list or a record of any length: `to[].name is a string without an end`. */
function endless(schema: Schema | undefined, at: string): string[] {
	if (!schema) return [];
	const { anyOf = [], oneOf = [], allOf = [], properties = {}, items, additionalProperties } = schema;
	const parts = [...anyOf, ...oneOf, ...allOf] as Schema[];
	const here = findings[String(schema.type)]?.(schema)
		? [`${at} is a ${String(schema.type)} without an end`]
		: [];
	return [
		...here,
		...parts.flatMap((part) => endless(part, at)),
		...Object.entries(properties).flatMap(([key, value]) => endless(value as Schema, `${at}.${key}`)),
		...(items ? endless(items as Schema, `${at}[]`) : []),
		...(typeof additionalProperties === 'object' ? endless(additionalProperties as Schema, `${at}{}`) : [])
	];
}

function endlessInputs(path: string, input: z.ZodType): string[] {
	return endless(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema, path);
}

test('what takes any length is noticed, however deep it stands', () => {
	const text = z.string().max(10);
	const input = z.object({
		name: z.string(),
		to: z.array(z.object({ email: text, tags: z.array(text) })).max(5),
		by: z.record(text, z.number()).optional(),
		either: z.union([z.literal('a'), z.string().regex(/^a+$/)]),
		day: z.string().regex(/^\d{4}-\d\d$/),
		id: z.uuid()
	});
	expect(endlessInputs('x', input)).toEqual([
		'x.name is a string without an end',
		'x.to[].tags is a array without an end',
		'x.by is a object without an end',
		'x.either is a string without an end'
	]);
});

test('no procedure takes a text, a list or a record of any length', () => {
	const procedures = Object.entries(appRouter._def.procedures) as unknown as [
		string,
		{ _def: { inputs: z.ZodType[] } }
	][];
	expect(procedures.length).toBeGreaterThan(30);
	const found = procedures.flatMap(([path, { _def }]) =>
		_def.inputs.flatMap((input) => endlessInputs(path, input))
	);
	expect(found).toEqual([]);
});
