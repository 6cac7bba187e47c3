import { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** An id that nothing has. */
export const unknownId = '0190a1b2-0000-7000-8000-000000000000';

const formats: Record<string, string> = {
	uuid: unknownId,
	email: 'dana@northwind.example',
	uri: 'https://northwind.example',
	'date-time': '2036-01-01T00:00:00.000Z'
};

/** What the patterns ask for that our inputs have without a format: the name of a kind of action, an address. */
const patterned = ['a.a', 'dana@northwind.example'];

/** The least that a procedure’s input schema accepts, as far as its JSON Schema tells: what must be there, once. */
export function sampleInput(schema: z.ZodType | undefined): unknown {
	return schema && sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function sample(schema: Schema): unknown {
	const [first] = schema.enum ?? schema.anyOf ?? schema.oneOf ?? [];
	if (schema.const !== undefined) return schema.const;
	if (schema.enum) return first;
	if (first) return sample(first as Schema);
	if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part as Schema)));
	return byType[String(schema.type)]?.(schema);
}

const byType: Record<string, (schema: Schema) => unknown> = {
	object: ({ required = [], properties = {} }) =>
		Object.fromEntries(required.map((key) => [key, sample(properties[key] as Schema)])),
	array: ({ minItems = 0, items }) => Array.from({ length: minItems }, () => sample(items as Schema)),
	string: ({ format, pattern, minLength = 1 }) =>
		pattern && !format
			? (patterned.find((text) => new RegExp(pattern, 'u').test(text)) ?? patterned[0])
			: (formats[format ?? ''] ?? 'a'.repeat(Math.max(minLength, 1))),
	integer: ({ minimum = 1 }) => minimum,
	number: ({ minimum = 1 }) => minimum,
	boolean: () => true
};
