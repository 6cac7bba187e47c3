import { isIPv4 } from 'node:net';
import { networkOf } from './client-address.ts';
import { isLoopback } from './config-values.ts';

/** What a browser says of itself is long; the beginning has all that is looked for. */
const longest = 500;

/** In this order: most say that they are another one as well. */
const programs: [string, string][] = [
	['Edg', 'Edge'],
	['OPR/', 'Opera'],
	['SamsungBrowser/', 'Samsung Internet'],
	['Firefox/', 'Firefox'],
	['FxiOS/', 'Firefox'],
	['Chrome/', 'Chrome'],
	['CriOS/', 'Chrome'],
	['Safari/', 'Safari'],
	['curl/', 'curl']
];

const systems: [string, string][] = [
	['iPhone', 'iPhone'],
	['iPad', 'iPad'],
	['Android', 'Android'],
	['CrOS', 'ChromeOS'],
	['Windows', 'Windows'],
	['Mac OS X', 'Mac'],
	['Linux', 'Linux']
];

/** `Firefox on Windows`: enough for its owner to know it again, and nothing that tells one machine from the next. */
export function deviceWords(userAgent: string): string {
	const said = userAgent.slice(0, longest);
	const program = programs.find(([mark]) => said.includes(mark))?.[1] ?? 'A program';
	const system = systems.find(([mark]) => said.includes(mark))?.[1];
	return system ? `${program} on ${system}` : program;
}

/** The network and not the address: `203.0.113.x`. Nobody else is asked where that is. */
export function networkWords(address: string): string {
	const plain = address.replace(/^::ffff:/i, '');
	if (isLoopback(plain)) return 'this machine';
	if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.x`;
	const network = networkOf(plain);
	return network === plain ? 'an unknown network' : `${network.split(':').slice(0, 3).join(':')}::`;
}
