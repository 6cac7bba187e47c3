import type { Description, Type } from './google-descriptions/trim.ts';

type Schemas = Description['schemas'];

const int32 = { least: -(2 ** 31), most: 2 ** 31 - 1 };
const formats: Record<string, (value: unknown) => boolean> = {
	any: () => true,
	boolean: (value) => typeof value === 'boolean',
	string: (value) => typeof value === 'string',
	'string/byte': (value) => typeof value === 'string' && /^[\w+/-]*={0,2}$/.test(value),
	'string/int64': (value) => typeof value === 'string' && /^-?\d{1,19}$/.test(value),
	'string/uint64': (value) => typeof value === 'string' && /^\d{1,20}$/.test(value),
	'string/google-datetime': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value),
	// The offset may be left out where a time zone is named beside it.
	'string/date-time': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value),
	'string/date': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
	'string/google-fieldmask': (value) => typeof value === 'string' && value !== '',
	'integer/int32': (value) => isWhole(value, int32.least, int32.most),
	'integer/uint32': (value) => isWhole(value, 0, 2 ** 32 - 1),
	'number/float': (value) => typeof value === 'number' && Number.isFinite(value),
	'number/double': (value) => typeof value === 'number' && Number.isFinite(value)
};

function isWhole(value: unknown, least: number, most: number): boolean {
	return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkScalar(type: string, value: unknown, at: string): string[] {
	const [, choices] = /^string\((.*)\)$/.exec(type) ?? [];
	if (choices !== undefined) {
		const known = typeof value === 'string' && choices.split('|').includes(value);
		return known ? [] : [`${at}: ${JSON.stringify(value)} is none of ${choices.slice(0, 80)}`];
	}
	const fits = formats[type];
	if (!fits) return [`${at}: nobody has said how to check ${type}`];
	return fits(value) ? [] : [`${at}: ${JSON.stringify(value)?.slice(0, 80)} is not ${type}`];
}

/** What is wrong with a value, one sentence each. `at` is the path by which it is named. */
export function checkValue(schemas: Schemas, type: Type, value: unknown, at: string): string[] {
	if (typeof type === 'string') {
		const schema = type.startsWith('#') ? schemas[type.slice(1)] : null;
		if (schema === undefined) return [`${at}: there is no schema ${type}`];
		return schema ? checkValue(schemas, schema, value, at) : checkScalar(type, value, at);
	}
	if (Array.isArray(type)) {
		if (!Array.isArray(value)) return [`${at}: this must be a list`];
		return value.flatMap((item, index) => checkValue(schemas, type[0], item, `${at}[${index}]`));
	}
	if (!isRecord(value)) return [`${at}: this must be an object`];
	return Object.entries(value).flatMap(([name, inner]) => {
		const known = Object.hasOwn(type, name) ? type[name] : type['*'];
		// proto3's JSON reads null as not there.
		if (known && inner === null) return [];
		return known
			? checkValue(schemas, known, inner, `${at}.${name}`)
			: [`${at}.${name}: there is no such field`];
	});
}

function propertiesAt(schemas: Schemas, type: Type): { [property: string]: Type } {
	const one = Array.isArray(type) ? type[0] : type;
	if (Array.isArray(one)) return propertiesAt(schemas, one);
	if (typeof one === 'string') return schemas[one.slice(1)] ?? {};
	return one;
}

/** Splits `a,b(c,d)` at the commas that are not inside brackets. */
function splitMask(mask: string): string[] {
	const parts = [''];
	let depth = 0;
	for (const sign of mask) {
		if (sign === '(') depth++;
		if (sign === ')') depth--;
		if (sign === ',' && depth === 0) parts.push('');
		else parts[parts.length - 1] += sign;
	}
	return parts;
}

/** A field mask such as `id,sheets.properties(title,index)`, against the schema that it picks from. */
export function checkMask(schemas: Schemas, type: Type, mask: string): string[] {
	return splitMask(mask).flatMap((part) => {
		const [, name = '', path, group] = /^(\*|\w+)(?:[./](.+)|\((.+)\))?$/s.exec(part) ?? [];
		if (name === '*' && !path && !group) return [];
		const inner = Object.hasOwn(propertiesAt(schemas, type), name)
			? propertiesAt(schemas, type)[name]
			: undefined;
		if (!inner) return [`the field mask names ${JSON.stringify(part.slice(0, 80))}, which is not there`];
		const rest = path ?? group;
		return rest === undefined ? [] : checkMask(schemas, inner, rest);
	});
}
