import type { Account, Grant, State } from './state.ts';
import type { Service } from './errors.ts';

export type Call = {
	state: State;
	/** What the access token allows, and to whom. */
	grant: Grant;
	account: Account;
	/** The variable parts of the path, decoded. */
	params: string[];
	query: URLSearchParams;
	body: unknown;
	/** Where the caller reaches us; links carry it. */
	base: string;
	/** Multiplies the seconds of lags. */
	timeScale: number;
};

/** What a request will do, looked at before anything is done. */
export type Work = {
	/** Where sentinels are looked for. */
	texts: string[];
	/** Does it, in one go, and gives the answer. Throws ApiError, having done nothing. */
	apply(): unknown;
};

/** One method of Google’s published API descriptions. */
export type Operation = {
	id: string;
	service: Service;
	/** The name in Google’s error details. */
	rpc: string;
	method: 'GET' | 'POST';
	/** Any of these is enough. */
	scopes: string[];
	path: RegExp;
	prepare(call: Call): Work | Promise<Work>;
};

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
