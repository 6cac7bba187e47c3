import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

/** Where mail is handed over, and as whom. */
export type MailServer = {
	options: SMTPConnectionOptions;
	credentials: { user: string; pass: string } | null;
};

/** `URL` leaves these as they were typed: a password with a bare `%` is still a password. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function readAddress(address: string): URL {
	// The address holds a password, and the error of `new URL` would repeat it.
	const url = URL.canParse(address) ? new URL(address) : null;
	if (url?.hostname && /^smtps?:$/.test(url.protocol)) return url;
	throw new TypeError('The mail server’s address must begin with smtp:// or smtps:// and name a host.');
}

/**
 * Reads `smtps://user:password@host:port` (TLS from the first byte) or `smtp://…` (STARTTLS where it is offered).
 * A password goes to another machine only over TLS, unless the address ends in `?requireTLS=false`.
 */
export function serverOf(address: string, timeoutMs: number): MailServer {
	const url = readAddress(address);
	const secure = url.protocol === 'smtps:';
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const credentials = url.username ? { user: decoded(url.username), pass: decoded(url.password) } : null;
	const wish = url.searchParams.get('requireTLS');
	return {
		credentials,
		options: {
			host,
			port: Number(url.port) || (secure ? 465 : 587),
			secure,
			requireTLS: wish === 'true' || (wish !== 'false' && credentials !== null && !isLoopback(host)),
			connectionTimeout: timeoutMs,
			greetingTimeout: timeoutMs,
			dnsTimeout: timeoutMs,
			socketTimeout: timeoutMs,
			socketCloseTimeout: 1_000,
			logger: false
		}
	};
}
