import type { State, Store } from './state.ts';
import type { RecordedRequest } from '../kit/store.ts';

/** What tests and `GET /sandbox/state` see: everything but tokens, codes and keys. */
export type SandboxView = Pick<State, 'accounts' | 'spreadsheets' | 'events' | 'effects' | 'switches'> & {
	/** What each account allows each client now; counts of tokens that would work. */
	grants: {
		email: string;
		clientId: string;
		scopes: string[];
		refreshTokens: number;
		accessTokens: number;
	}[];
	requests: RecordedRequest[];
	/** How many requests reached each operation. */
	counts: Record<string, number>;
};

function grantsOf({ consents, refreshTokens, accessTokens }: State): SandboxView['grants'] {
	return Object.entries(consents).map(([key, scopes]) => {
		const [email = '', clientId = ''] = key.split(' ');
		const own = (grant: { email: string; clientId: string }) =>
			grant.email === email && grant.clientId === clientId;
		return {
			email,
			clientId,
			scopes,
			refreshTokens: Object.values(refreshTokens).filter(own).length,
			accessTokens: Object.values(accessTokens).filter((one) => own(one) && one.expiresAt > Date.now()).length
		};
	});
}

export function viewOf({ state, requests }: Store): SandboxView {
	const counts: Record<string, number> = {};
	for (const { operation } of requests) counts[operation] = (counts[operation] ?? 0) + 1;
	const { accounts, spreadsheets, events, effects, switches } = state;
	return structuredClone({
		accounts,
		spreadsheets,
		events,
		effects,
		switches,
		grants: grantsOf(state),
		requests,
		counts
	});
}
