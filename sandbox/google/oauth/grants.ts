import { randomBytes } from 'node:crypto';
import type { Code, Grant, State } from '../state.ts';

function secret(prefix: string, bytes: number): string {
	return prefix + randomBytes(bytes).toString('base64url');
}

export function issueAccessToken(state: State, { email, clientId, scopes }: Grant): string {
	const token = secret('ya29.sandbox-', 96);
	const expiresAt = Date.now() + state.switches.accessTokenSeconds * 1_000;
	const alive = Object.entries(state.accessTokens).filter(([, one]) => one.expiresAt > Date.now());
	state.accessTokens = { ...Object.fromEntries(alive), [token]: { email, clientId, scopes, expiresAt } };
	return token;
}

export function issueRefreshToken(state: State, { email, clientId, scopes }: Grant): string {
	const token = secret('1//sandbox-', 64);
	state.refreshTokens[token] = { email, clientId, scopes };
	return token;
}

export function forgetRefreshToken(state: State, token: string): void {
	const others = Object.entries(state.refreshTokens).filter(([name]) => name !== token);
	state.refreshTokens = Object.fromEntries(others);
}

export function issueCode(state: State, code: Omit<Code, 'expiresAt' | 'used'>): string {
	const name = secret('4/0sandbox-', 48);
	state.codes[name] = { ...code, expiresAt: Date.now() + 10 * 60_000, used: false };
	return name;
}

export function consentKey({ email, clientId }: Pick<Grant, 'email' | 'clientId'>): string {
	return `${email} ${clientId}`;
}

function without<T extends Grant>(tokens: Record<string, T>, gone: (grant: T) => boolean): Record<string, T> {
	return Object.fromEntries(Object.entries(tokens).filter(([, grant]) => !gone(grant)));
}

/** Ends all that this account has allowed this client, or every client when none is named. */
export function revokeGrants(
	state: State,
	{ email, clientId }: { email: string; clientId: string | null }
): void {
	const gone = (grant: Grant) => grant.email === email && (clientId === null || grant.clientId === clientId);
	state.accessTokens = without(state.accessTokens, gone);
	state.refreshTokens = without(state.refreshTokens, gone);
	state.codes = without(state.codes, gone);
	const consents = Object.entries(state.consents).filter(([key]) =>
		clientId === null ? !key.startsWith(`${email} `) : key !== consentKey({ email, clientId })
	);
	state.consents = Object.fromEntries(consents);
}
