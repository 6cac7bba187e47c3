import { isIPv6 } from 'node:net';

type Asked = {
	getClientAddress(): string;
	platform?: Readonly<{ req?: { socket?: { remoteAddress?: string | undefined } } }> | undefined;
};

/**
 * Who asks, as ADDRESS_HEADER says. A request without that header did not come through the proxy (a health check of this
 * machine, somebody who goes round it): then whoever is at the other end of the connection counts.
 */
export function clientAddressOf(event: Asked): string {
	try {
		return event.getClientAddress() || peerOf(event);
	} catch {
		return peerOf(event);
	}
}

function peerOf({ platform }: Asked): string {
	return platform?.req?.socket?.remoteAddress ?? 'unknown';
}

/** Every IPv6 customer has at least 2^64 addresses, so all of one network count as one; IPv4 stays as it is. */
export function networkOf(address: string): string {
	const plain = address.replace(/%.*$/, '');
	if (!isIPv6(plain)) return address;
	const { hostname } = new URL(`http://[${plain}]`);
	const [head = '', tail] = hostname.slice(1, -1).split('::');
	const before = head ? head.split(':') : [];
	const after = tail ? tail.split(':') : [];
	const zeros = Array<string>(tail === undefined ? 0 : 8 - before.length - after.length).fill('0');
	const groups = [...before, ...zeros, ...after];
	const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
	return mapped ? groups.join(':') : `${groups.slice(0, 4).join(':')}::/64`;
}
