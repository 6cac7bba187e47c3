import { readFileSync } from 'node:fs';

/**
 * Takes out of one of Google's API descriptions ("discovery documents") the facts that requests and answers are checked
 * against, and leaves every sentence behind:
 *
 *     node tests/peers/google-descriptions/trim.ts gmail.v1.json 'users\.(getProfile|drafts\.)' > gmail.json
 *
 * The descriptions are at https://gmail.googleapis.com/$discovery/rest?version=v1 and the like, and inside the PyPI
 * package `google-api-python-client`.
 */

/** `string`, `integer/int32`, `string(A|B)` for a choice, `#Name` for another schema; a list of one for lists, `*` for maps. */
export type Type = string | [Type] | { [property: string]: Type };
export type Parameter = { in: 'path' | 'query'; type: string; required?: true; repeated?: true };
export type Method = {
	httpMethod: string;
	path: string;
	parameters: Record<string, Parameter>;
	request?: string;
	response: string;
	scopes: string[];
};
export type Description = {
	name: string;
	revision: string;
	/** Query parameters that every method knows. */
	parameters: Record<string, Parameter>;
	methods: Record<string, Method>;
	schemas: Record<string, Record<string, Type>>;
};

type Source = {
	type?: string;
	format?: string;
	enum?: string[];
	$ref?: string;
	items?: Source;
	properties?: Record<string, Source>;
	additionalProperties?: Source;
	location?: 'path' | 'query';
	required?: boolean;
	repeated?: boolean;
};
type SourceMethod = {
	id: string;
	httpMethod: string;
	path: string;
	parameters?: Record<string, Source>;
	request?: { $ref: string };
	response?: { $ref: string };
	scopes?: string[];
};
type Resource = { methods?: Record<string, SourceMethod>; resources?: Record<string, Resource> };
type SourceDescription = Resource & {
	id: string;
	revision: string;
	/** What comes before the path of each method. */
	servicePath: string;
	parameters: Record<string, Source>;
	schemas: Record<string, Source>;
};

function scalar({ type = 'any', format, enum: choices }: Source): string {
	if (choices) return `${type}(${choices.join('|')})`;
	return format ? `${type}/${format}` : type;
}

function typeOf(source: Source): Type {
	if (source.$ref) return `#${source.$ref}`;
	if (source.items) return [typeOf(source.items)];
	if (source.additionalProperties) return { '*': typeOf(source.additionalProperties) };
	if (source.properties) return propertiesOf(source);
	return scalar(source);
}

function propertiesOf({ properties = {} }: Source): Record<string, Type> {
	return Object.fromEntries(Object.entries(properties).map(([name, source]) => [name, typeOf(source)]));
}

function parametersOf(sources: Record<string, Source> = {}): Record<string, Parameter> {
	const trimmed = Object.entries(sources).map(([name, source]): [string, Parameter] => [
		name,
		{
			in: source.location ?? 'query',
			type: scalar(source),
			...(source.required ? { required: true } : {}),
			...(source.repeated ? { repeated: true } : {})
		}
	]);
	return Object.fromEntries(trimmed);
}

function methodsOf({ methods = {}, resources = {} }: Resource): SourceMethod[] {
	return [...Object.values(methods), ...Object.values(resources).flatMap(methodsOf)];
}

function trimMethod(method: SourceMethod, servicePath: string): Method {
	const { httpMethod, path, parameters, request, response, scopes = [] } = method;
	return {
		httpMethod,
		path: servicePath + path,
		parameters: parametersOf(parameters),
		...(request ? { request: request.$ref } : {}),
		response: response?.$ref ?? '',
		scopes: scopes.map((scope) => scope.replace('https://www.googleapis.com/auth/', ''))
	};
}

/** The names of all schemas that a type leads to. */
function referencesIn(type: Type): string[] {
	if (typeof type === 'string') return type.startsWith('#') ? [type.slice(1)] : [];
	return Object.values(type).flatMap(referencesIn);
}

/** `wanted` says by name which methods are kept; schemas that they do not lead to are left out. */
export function trim(source: SourceDescription, wanted: RegExp): Description {
	const all = methodsOf(source).filter(({ id }) => wanted.test(id));
	const methods = Object.fromEntries(
		all.map((method) => [method.id, trimMethod(method, source.servicePath)])
	);
	const schemas: Description['schemas'] = {};
	const open = Object.values(methods).flatMap(({ request, response }) => [request ?? '', response]);
	for (let name = open.pop(); name !== undefined; name = open.pop()) {
		const schema = source.schemas[name];
		if (!schema || schemas[name]) continue;
		const properties = propertiesOf(schema);
		schemas[name] = properties;
		open.push(...referencesIn(properties));
	}
	const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
	const { id, revision, parameters } = source;
	return { name: id, revision, parameters: parametersOf(parameters), methods, schemas: sorted };
}

if (import.meta.main) {
	const [file = '', wanted = ''] = process.argv.slice(2);
	const source = JSON.parse(readFileSync(file, 'utf8')) as SourceDescription;
	process.stdout.write(`${JSON.stringify(trim(source, new RegExp(wanted)), null, '\t')}\n`);
}
