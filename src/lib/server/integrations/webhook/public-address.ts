import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { VendorError } from '#server/errors.ts';

export type CheckedAddress = { address: string; family: 4 | 6 };
export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

/** The only part of IPv6 from which addresses of the public internet are given out. */
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');

/** Asks this machine's operating system for the addresses of a name, which looks into the hosts file and then asks DNS. */
export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * The addresses to talk to, every one of them looked at: whoever connects must use one of these and ask nobody
 * again. One that is not public refuses them all, for then the name is not what it seems. Throws VendorError.
 */
export async function publicAddresses(
	url: URL,
	allowLoopback: boolean,
	resolve: Resolve
): Promise<CheckedAddress[]> {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolved(host, resolve);
	for (const { address } of found) {
		if (!isAllowed(address, allowLoopback))
			throw new VendorError(
				'webhook',
				'refused_address',
				`${url.hostname} is not on the public internet, so nothing was posted.`
			);
	}
	return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

async function resolved(host: string, resolve: Resolve) {
	const found = await resolve(host).catch((cause: unknown) => {
		throw new VendorError('webhook', 'unavailable', `The name ${host} could not be found just now.`, {
			cause
		});
	});
	if (found.length > 0) return found;
	throw new VendorError('webhook', 'unavailable', `The name ${host} could not be found just now.`);
}

/**
 * Private, link-local, loopback, carrier-grade NAT, multicast, mapped and tunnelled ranges are all not `unicast`. Of IPv6
 * only 2000::/3 has been given out; the rest, an IPv4 address behind 96 zeros among it, is nobody's.
 */
function isAllowed(address: string, allowLoopback: boolean): boolean {
	if (!ipaddr.isValid(address)) return false;
	const parsed = ipaddr.parse(address);
	const range = parsed.range();
	if (allowLoopback && range === 'loopback') return true;
	const given = parsed instanceof ipaddr.IPv4 || parsed.match(givenOut);
	return range === 'unicast' && given;
}
