import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { Config } from './config.ts';
import type { Log } from './ports/log.ts';

/** Fields whose value is never written, wherever they stand. Compared without case, dashes and underscores. */
const secretNames =
	/^(set)?cookies?$|authorization|password|passwd|secret|token(?!s)|apikey|^key$|credential|databaseurl|connectionstring|sessionid|encryptionkey|codeverifier|smtpurl/;

const hidden = '[hidden]';
const deepest = 8;

/** JSON lines on standard output, or on `destination`, with everything secret taken out. */
export function createLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
	const options = {
		level: config.logLevel,
		base: { pid: process.pid },
		timestamp: pino.stdTimeFunctions.isoTime,
		formatters: {
			level: (label: string) => ({ level: label }),
			log: (fields: object) => redact(fields, 0) as Record<string, unknown>
		},
		// pino's own would see what `redact` has already taken apart.
		serializers: { err: (value: unknown) => value }
	};
	const logger = destination ? pino(options, destination) : pino(options);
	return wrap(logger);
}

function wrap(logger: pino.Logger): Log {
	return {
		debug: (fields, message) => logger.debug(fields, cleanText(message)),
		info: (fields, message) => logger.info(fields, cleanText(message)),
		warn: (fields, message) => logger.warn(fields, cleanText(message)),
		error: (fields, message) => logger.error(fields, cleanText(message)),
		child: (fields) => wrap(logger.child(redact(fields, 0) as Record<string, unknown>))
	};
}

function redact(value: unknown, depth: number): unknown {
	if (typeof value === 'string') return cleanText(value);
	if (typeof value === 'bigint') return value.toString();
	if (typeof value !== 'object' || value === null) return value;
	if (depth >= deepest) return '[deeper]';
	if (value instanceof Date) return value.toISOString();
	if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
	const entries = value instanceof Error ? errorEntries(value) : Object.entries(value);
	return Object.fromEntries(
		entries.map(([name, inner]) => [name, isSecret(name) ? hidden : redact(inner, depth + 1)])
	);
}

/** What an error says of itself is not enumerable, its own fields (a code, say) are. */
function errorEntries(error: Error): [string, unknown][] {
	const { name, message, stack, cause } = error;
	const own = Object.entries(error).filter(([key]) => key !== 'cause');
	const entries: [string, unknown][] = [['type', name], ['message', message], ['stack', stack], ...own];
	return cause === undefined ? entries : [...entries, ['cause', cause]];
}

function isSecret(name: string): boolean {
	return secretNames.test(name.toLowerCase().replace(/[-_]/g, ''));
}

/** Passwords inside addresses, bearer tokens and keys also turn up in the middle of a text. */
function cleanText(text: string): string {
	return (
		text
			.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi, `$1${hidden}@`)
			.replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`)
			.replace(/\bsk-[\w-]{8,}/g, hidden)
			// Google's access tokens, refresh tokens and client secrets.
			.replace(/\b(ya29\.|1\/\/|GOCSPX-)[\w-]{8,}/g, hidden)
	);
}
