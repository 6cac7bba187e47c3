import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request whose body has been read. */
export type Asked = {
	method: string;
	url: URL;
	headers: IncomingMessage['headers'];
	body: string;
};
export type Answer = { status: number; headers?: Record<string, string>; body: string | Buffer };

/** Gmail takes messages of up to 35 MB, and base64 makes them a third longer. */
const maxBodyBytes = 50_000_000;

const ownHosts = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Pages of others could reach loopback under a name of theirs; only our own names are answered. */
export function isOwnHost(host: string | undefined): boolean {
	return ownHosts.test(host ?? '');
}

/** A form of another site must not press our buttons; programs send no Origin. */
export function isForeignOrigin({ headers }: Asked): boolean {
	return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

/** Where the caller sees us: the issuer and all links carry the name by which we were called. */
export function baseOf({ headers }: Pick<Asked, 'headers'>): string {
	return `http://${headers.host}`;
}

/** What cannot be answered because it is no proper request. */
export class BadRequest extends Error {}

/** The parts of a path, decoded. Throws BadRequest. */
export function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw new BadRequest('The address is badly written.');
	}
}

function urlOf({ url = '/', headers }: IncomingMessage): URL {
	const parsed = URL.parse(url, `http://${headers.host}`);
	if (!parsed) throw new BadRequest('The address is badly written.');
	return parsed;
}

export async function readRequest(request: IncomingMessage): Promise<Asked> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length > maxBodyBytes) throw new BadRequest('The request is too long.');
		chunks.push(chunk);
	}
	return {
		method: request.method ?? 'GET',
		url: urlOf(request),
		headers: request.headers,
		body: Buffer.concat(chunks).toString('utf8')
	};
}

export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
	response.writeHead(status, { 'cache-control': 'no-store', ...headers });
	response.end(body);
}

/** JSON as Google writes it: with line breaks. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
		body: `${JSON.stringify(value, null, 2)}\n`
	};
}

export function redirect(location: string): Answer {
	return { status: 303, headers: { location }, body: '' };
}

export function text(status: number, body: string): Answer {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

export function formOf({ body }: Asked): URLSearchParams {
	return new URLSearchParams(body);
}
