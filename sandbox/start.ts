import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BadRequest, isOwnHost, readRequest, sendAnswer, text } from './kit/http.ts';
import { startMailbox, type Mailbox } from './mail/mailbox.ts';
import { consentKey, issueAccessToken, issueRefreshToken } from './google/oauth/grants.ts';
import { createIssuer, isIssuerPath, type Issuer } from './google/oauth/issuer.ts';
import { knownScopes, readScopes } from './google/oauth/scopes.ts';
import { serve } from './google/routes.ts';
import { ensureAccount, newState } from './google/seed.ts';
import { openStore } from './kit/store.ts';
import type { Store } from './google/state.ts';
import { applySwitches, type SwitchInput } from './google/switches.ts';
import { viewOf, type SandboxView } from './google/view.ts';

export type SandboxOptions = {
	/** 0 takes a free one. */
	port: number;
	/** Where all is kept; a sandbox that starts there again goes on where the last one stopped. */
	dir: string;
	smtpPort?: number;
	/** Multiplies every lag, so that tests need not wait seconds. */
	timeScale?: number;
};

export type Sandbox = {
	/** Such as `http://127.0.0.1:4600`: the base of everything. */
	url: string;
	smtpUrl: string;
	mailbox: Mailbox;
	/** A copy of what there is now. */
	state(): SandboxView;
	/** The same as `POST /sandbox/faults`. */
	set(input: SwitchInput): void;
	/** Tokens without the consent page, as if the person had allowed everything asked for. */
	connect(input: { email: string; clientId?: string; scopes?: string[] }): {
		accessToken: string;
		refreshToken: string;
	};
	close(): Promise<void>;
};

type Parts = { store: Store; issuer: Issuer; mailbox: Mailbox; timeScale: number };

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (!isOwnHost(request.headers.host)) {
		return sendAnswer(response, text(421, 'The sandbox answers to localhost only.'));
	}
	if (isIssuerPath(request.url ?? '/')) {
		return parts.issuer.handle(request, response);
	}
	if (parts.mailbox.handle(request, response)) return;
	await serve(parts, await readRequest(request), response);
}

function listen(parts: Parts): Server {
	return createServer((request, response) => {
		answer(parts, request, response).catch((error: unknown) => {
			if (response.headersSent || response.destroyed) return response.destroy();
			if (error instanceof BadRequest) return sendAnswer(response, text(400, error.message));
			console.error(error);
			sendAnswer(response, text(500, 'The sandbox itself has failed.'));
		});
	});
}

function connect(store: Store, { email, clientId, scopes }: Parameters<Sandbox['connect']>[0]) {
	const account = ensureAccount(store.state, email);
	const grant = {
		email: account.email,
		clientId: clientId ?? 'agentforce-sandbox',
		scopes: readScopes((scopes ?? ['openid', 'email', ...Object.keys(knownScopes)]).join(' '))
	};
	store.state.consents[consentKey(grant)] = grant.scopes;
	const tokens = {
		accessToken: issueAccessToken(store.state, grant),
		refreshToken: issueRefreshToken(store.state, grant)
	};
	store.save();
	return tokens;
}

/** Google and a mailbox on loopback. Nothing leaves this machine. */
export async function startSandbox({
	port,
	dir,
	smtpPort = 0,
	timeScale = 1
}: SandboxOptions): Promise<Sandbox> {
	const store = openStore(dir, 'google', newState);
	const issuer = await createIssuer(store, `http://127.0.0.1:${port}`);
	const mailbox = await startMailbox({ smtpPort, dir: join(dir, 'mail') });
	const server = listen({ store, issuer, mailbox, timeScale });
	server.listen(port, '127.0.0.1');
	await once(server, 'listening').catch(async (error: unknown) => {
		await mailbox.close();
		throw error;
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		smtpUrl: mailbox.smtpUrl,
		mailbox,
		state: () => viewOf(store),
		set: (input) => applySwitches(store, input),
		connect: (input) => connect(store, input),
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await Promise.all([closed, mailbox.close()]);
		}
	};
}
