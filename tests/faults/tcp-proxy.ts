import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What the proxy does to bytes: lets them pass, swallows them without a word, holds them back, or cuts after so many. */
export type Fault =
	| { kind: 'none' }
	| { kind: 'blackhole' }
	| { kind: 'refuse' }
	| { kind: 'delay'; millis: number }
	| { kind: 'cut'; afterBytes: number };

export type TcpProxy = {
	port: number;
	/** The same address as the target's, through the proxy. */
	through(url: string): string;
	/** From now on, for connections that are open and for new ones. */
	set(fault: Fault): void;
	/** Breaks every open connection with a reset; new ones are served. */
	reset(): number;
	/**
	 * Lets the connections that are open now fall silent for ever; their peers hear nothing of it. With a
	 * name, only those that gave it to Postgres as their application's. Answers how many.
	 */
	freezeOpen(applicationName?: string): number;
	close(): Promise<void>;
};

type Pair = { client: Socket; server: Socket; frozen: boolean; bytes: number; hello: string };

/** A TCP proxy on loopback whose wire can be cut, in front of `target` (host and port of a URL). */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
	const { hostname, port } = new URL(target);
	const pairs = new Set<Pair>();
	let fault: Fault = { kind: 'none' };
	const end = (pair: Pair) => {
		if (!pairs.delete(pair)) return;
		for (const socket of [pair.client, pair.server]) socket.resetAndDestroy();
	};
	const relay = (pair: Pair, to: Socket) => (chunk: Buffer) => {
		const now = fault;
		if (pair.frozen || now.kind === 'blackhole') return;
		if (now.kind === 'delay') return void setTimeout(() => to.destroyed || to.write(chunk), now.millis);
		pair.bytes += chunk.length;
		if (now.kind === 'cut' && pair.bytes > now.afterBytes) return end(pair);
		to.write(chunk);
	};
	const proxy = createServer((client) => {
		if (fault.kind === 'refuse') return void client.resetAndDestroy();
		const pair: Pair = {
			client,
			server: connect(Number(port), hostname),
			frozen: false,
			bytes: 0,
			hello: ''
		};
		pairs.add(pair);
		client.once('data', (chunk) => (pair.hello = chunk.toString('latin1')));
		client.on('data', relay(pair, pair.server));
		pair.server.on('data', relay(pair, client));
		for (const socket of [client, pair.server]) {
			socket.setNoDelay(true);
			// On a frozen line nobody hears that the other side hung up.
			socket.on('close', () => pair.frozen || end(pair));
			socket.on('error', () => undefined);
		}
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const ours = (proxy.address() as AddressInfo).port;
	return {
		port: ours,
		through(url) {
			const address = new URL(url);
			address.hostname = '127.0.0.1';
			address.port = String(ours);
			return address.href;
		},
		set: (next) => void (fault = next),
		reset() {
			const open = [...pairs];
			open.forEach(end);
			return open.length;
		},
		freezeOpen(name) {
			const meant = [...pairs].filter(({ hello }) => !name || hello.includes(`application_name\0${name}\0`));
			for (const pair of meant) pair.frozen = true;
			return meant.length;
		},
		async close() {
			[...pairs].forEach(end);
			await new Promise((resolve) => proxy.close(resolve));
		}
	};
}
