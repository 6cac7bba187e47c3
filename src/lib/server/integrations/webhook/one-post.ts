import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { VendorError } from '#server/errors.ts';
import type { WebhookReply } from '#server/ports/webhooks.ts';
import type { CheckedAddress } from './public-address.ts';

export type Limits = {
	/** For the whole request, the name's resolution left out. */
	timeoutMs: number;
	/** Of the answer; what comes after is not read. */
	maxAnswerBytes: number;
};

type Post = { url: URL; to: CheckedAddress; headers: Record<string, string>; body: string };

/** One request to exactly this address, under the name of the URL; redirects are an answer like any other. */
export function onePost({ url, to, headers, body }: Post, limits: Limits): Promise<WebhookReply> {
	return new Promise((resolve, reject) => {
		const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
		let connected = false;
		const fail = (error: Error) => reject(failure(error, connected));
		const request: ClientRequest = send(url, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
			// Nobody is asked for the name a second time, so no second answer can differ from the one that was checked.
			lookup: (_host, options, found) =>
				options.all ? found(null, [to]) : found(null, to.address, to.family),
			agent: false,
			signal: AbortSignal.timeout(limits.timeoutMs)
		});
		request.once('socket', (socket) =>
			socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (connected = true))
		);
		request.once('error', fail);
		request.once('response', (response) => {
			readAtMost(response, limits.maxAnswerBytes)
				.then((text) => resolve({ status: response.statusCode ?? 0, body: text }))
				// Who has answered with a status has answered, whatever became of the rest.
				.catch(() => resolve({ status: response.statusCode ?? 0, body: '' }));
		});
		request.end(body);
	});
}

async function readAtMost(response: IncomingMessage, maxBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of response as AsyncIterable<Buffer>) {
		chunks.push(chunk.subarray(0, maxBytes - bytes));
		bytes += chunk.byteLength;
		if (bytes >= maxBytes) break;
	}
	response.destroy();
	return Buffer.concat(chunks).toString('utf8');
}

/** Before the connection stood, its certificate included, no byte of the request can have reached anybody. */
function failure(error: Error, connected: boolean): VendorError<'webhook'> {
	if (!connected)
		return new VendorError('webhook', 'unavailable', 'The address could not be reached.', { cause: error });
	const lost = 'The answer did not arrive, so we do not know whether it was taken.';
	return new VendorError('webhook', 'lost', lost, { effect: 'unknown', cause: error });
}
