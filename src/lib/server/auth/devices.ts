import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Devices } from '#server/ports/devices.ts';

/** `name.signature`; the signature is over the name and the account, which is not readable in it. */
export function createDevices(appSecret: string): Devices {
	const key = createHmac('sha256', appSecret).update('known devices').digest();
	const sign = (name: string, email: string) =>
		createHmac('sha256', key).update(`${name}\n${email}`).digest('base64url');
	return {
		issue(email) {
			const name = randomBytes(16).toString('base64url');
			return `${name}.${sign(name, email)}`;
		},
		deviceOf(token, email) {
			const [name, signature] = token?.split('.') ?? [];
			if (!name || !signature) return null;
			const [given, right] = [Buffer.from(signature), Buffer.from(sign(name, email))];
			return given.length === right.length && timingSafeEqual(given, right) ? name : null;
		}
	};
}
