import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A receiver of webhooks on loopback that keeps its own count. A text such as `peer:503-after` anywhere in the body
 * makes it misbehave, each the first time that an id comes; `-always` every time.
 */
export type WebhookPeer = {
	url: string;
	/** What it took, in order: a repeat of an id is there twice. */
	taken: Delivery[];
	/** Every request that came, whatever became of it. */
	requests: Delivery[];
	takenFor(id: string): number;
	close(): Promise<void>;
};
export type Delivery = { id: string; timestamp: string; signature: string; body: string; path: string };

type Behaviour = { takes: boolean; answer(response: ServerResponse): unknown };

const status = (code: number, takes: boolean, headers: Record<string, string> = {}): Behaviour => ({
	takes,
	answer: (response) => response.writeHead(code, headers).end('As told.')
});

const behaviours: Record<string, Behaviour> = {
	'503-before': status(503, false),
	'503-after': status(503, true),
	'reset-before': { takes: false, answer: (response) => response.socket?.resetAndDestroy() },
	'reset-after': { takes: true, answer: (response) => response.socket?.resetAndDestroy() },
	'hang-after': { takes: true, answer: () => undefined },
	'400': status(400, false),
	'429': status(429, false),
	redirect: status(302, false, { location: '/elsewhere' }),
	endless: {
		takes: true,
		answer(response) {
			response.writeHead(200);
			const more = () => {
				while (!response.destroyed && response.write('never ending '.repeat(1_000)));
			};
			response.on('drain', more);
			more();
		}
	}
};

async function read(request: IncomingMessage): Promise<Delivery> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const header = (name: string) => String(request.headers[name] ?? '');
	return {
		id: header('webhook-id'),
		timestamp: header('webhook-timestamp'),
		signature: header('webhook-signature'),
		body: Buffer.concat(chunks).toString('utf8'),
		path: request.url ?? ''
	};
}

export async function startWebhookPeer(): Promise<WebhookPeer> {
	const requests: Delivery[] = [];
	const taken: Delivery[] = [];
	const handle = async (request: IncomingMessage, response: ServerResponse) => {
		const delivery = await read(request);
		requests.push(delivery);
		const first = requests.filter(({ id }) => id === delivery.id).length === 1;
		const [, name = '', always] = /peer:([a-z0-9-]+?)(-always)?(?![a-z0-9-])/.exec(delivery.body) ?? [];
		const behaviour = (first || always) && behaviours[name] ? behaviours[name] : status(200, true);
		if (behaviour.takes) taken.push(delivery);
		behaviour.answer(response);
	};
	const server = createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
		taken,
		requests,
		takenFor: (wanted) => taken.filter(({ id }) => id === wanted).length,
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeAllConnections();
			await closed;
		}
	};
}

/** What a receiver computes for itself, from nothing but the standard's own words. */
export function expectedSignature(secret: string, { id, timestamp, body }: Delivery): string {
	const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
	return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
