import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import type { Description, Method, Parameter } from './google-descriptions/trim.ts';
import { rules } from './google-validator-rules.ts';
import { checkMask, checkValue, isRecord } from './google-validator-schema.ts';

export type Asked = { method: string; url: URL; headers: IncomingHttpHeaders; body: string };
export type ApiCall = { name: string; method: Method; description: Description };

function load(name: string): Description {
	const file = new URL(`./google-descriptions/${name}.json`, import.meta.url);
	return JSON.parse(readFileSync(file, 'utf8')) as Description;
}

export const descriptions = [load('gmail'), load('sheets'), load('calendar')];

function patternOf({ path }: Method): RegExp {
	const escaped = path.replaceAll(/[.:]/g, '\\$&');
	return new RegExp(`^/${escaped.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/:]+)')}$`);
}

/** The method of ours that Google's descriptions put at this path, or null. */
export function findCall({ method: httpMethod, url }: Asked): ApiCall | null {
	for (const description of descriptions) {
		for (const [name, method] of Object.entries(description.methods)) {
			if (method.httpMethod === httpMethod && patternOf(method).test(url.pathname))
				return { name, method, description };
		}
	}
	return null;
}

/** What stands in an address is text; a number or a yes must read as one. */
function checkParameter(name: string, { type }: Parameter, text: string): string[] {
	const value = type.startsWith('integer')
		? Number(text)
		: type === 'boolean'
			? { true: true, false: false }[text]
			: text;
	return checkValue({}, type, value, name);
}

function checkParameters({ url }: Asked, { method, description }: ApiCall): string[] {
	const inPath = Object.entries(patternOf(method).exec(url.pathname)?.groups ?? {});
	const given = [
		...inPath.map(([name, text]): [string, string] => [name, decodeURIComponent(text)]),
		...url.searchParams
	];
	const known = { ...description.parameters, ...method.parameters };
	const missing = Object.entries(known).filter(
		([name, { required }]) => required && !given.some(([one]) => one === name)
	);
	const names = given.map(([name]) => name);
	return [
		...missing.map(([name]) => `the parameter ${name} is missing`),
		...given.flatMap(([name, text], index) => {
			const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
			if (!parameter) return [`there is no parameter ${name}`];
			if (names.indexOf(name) < index && !parameter.repeated) return [`the parameter ${name} is there twice`];
			return checkParameter(name, parameter, text);
		})
	];
}

function checkHeaders({ headers, url }: Asked, { method }: ApiCall): string[] {
	const problems: string[] = [];
	if (!/^Bearer [\w.~+/-]+=*$/.test(headers.authorization ?? '')) problems.push('there is no bearer token');
	if (['access_token', 'oauth_token', 'key'].some((name) => url.searchParams.has(name)))
		problems.push('a secret is in the address, where logs keep it');
	const type = headers['content-type'] ?? '';
	if (method.request && !/^application\/json(; ?charset=utf-8)?$/i.test(type))
		problems.push(`the content type is ${type || 'missing'}`);
	return problems;
}

function checkBody({ body }: Asked, { name, method, description }: ApiCall): string[] {
	if (!method.request) return body === '' ? [] : ['there is a body where none belongs'];
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return ['the body is not JSON'];
	}
	const problems = checkValue(description.schemas, `#${method.request}`, value, method.request);
	if (problems.length > 0 || !isRecord(value)) return problems;
	return rules[name]?.(value, description.schemas) ?? [];
}

/** Everything that Google would refuse in a request, or should. */
export function checkApiRequest(asked: Asked, call: ApiCall): string[] {
	const mask = asked.url.searchParams.get('fields');
	const { schemas } = call.description;
	return [
		...checkParameters(asked, call),
		...checkHeaders(asked, call),
		...(mask === null ? [] : checkMask(schemas, `#${call.method.response}`, mask)),
		...checkBody(asked, call)
	];
}

/** Everything in an answer that Google's would not have: for a sandbox that claims to speak like it. */
export function checkApiAnswer(status: number, body: string, { method, description }: ApiCall): string[] {
	if (method.response === '' || status === 204) return [];
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return ['the answer is not JSON'];
	}
	if (status < 300) return checkValue(description.schemas, `#${method.response}`, value, method.response);
	const error = isRecord(value) && isRecord(value.error) ? value.error : {};
	// Calendar is older than `status` and has a list of errors instead.
	const says = typeof error.status === 'string' || Array.isArray(error.errors);
	const right = error.code === status && typeof error.message === 'string' && says;
	return right ? [] : [`the error of status ${status} has not the shape of Google’s`];
}
