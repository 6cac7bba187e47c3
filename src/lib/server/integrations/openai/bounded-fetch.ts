/** Thrown when an answer goes on past the bound; its connection is closed by then. */
export class AnswerTooLong extends Error {
	override readonly name = 'AnswerTooLong';
}

async function readAtMost(
	body: ReadableStream<Uint8Array>,
	maxBytes: number
): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.byteLength;
		// Leaving the loop by an exception cancels the stream, which closes the connection.
		if (bytes > maxBytes) throw new AnswerTooLong(`The answer is longer than ${maxBytes} bytes.`);
		chunks.push(chunk);
	}
	return new Uint8Array(Buffer.concat(chunks));
}

/**
 * A `fetch` that reads the whole answer before it returns, counts its unpacked bytes and stops at the bound. It follows
 * no redirect, so that one call is one request and the key goes nowhere else.
 */
export function boundedFetch(maxBytes: number): typeof fetch {
	return async (input, init) => {
		const response = await fetch(input, { ...init, redirect: 'manual' });
		if (response.body === null) return response;
		const body = await readAtMost(response.body, maxBytes);
		const { status, statusText } = response;
		const headers = new Headers(response.headers);
		// They describe the packed body that came over the wire.
		headers.delete('content-encoding');
		headers.delete('content-length');
		return new Response([204, 304].includes(status) ? null : body, { status, statusText, headers });
	};
}
