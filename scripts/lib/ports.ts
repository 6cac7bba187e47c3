import { createServer } from 'node:net';

/** True when nobody listens there and we may. */
export function isFree(port: number, host?: string): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/** Any free port on the loopback. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen({ port: 0, host: '127.0.0.1' }, () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** The first free port from `first` on. */
export async function nextFreePort(first: number): Promise<number> {
	for (let port = first; port < first + 100; port++) {
		if (await isFree(port)) return port;
	}
	throw new Error(`All ports from ${first} to ${first + 99} are taken. Please set PORT to a free one.`);
}
