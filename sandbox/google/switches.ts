import { z } from 'zod';
import { faultNames } from '../kit/faults.ts';
import { json, type Answer, type Asked } from '../kit/http.ts';
import { revokeGrants } from './oauth/grants.ts';
import type { State, Store } from './state.ts';

/** What `POST /sandbox/faults` and the handle take. Without `email` a thing concerns every account. */
const SwitchInput = z.strictObject({
	email: z.email().optional(),
	/** Ends all grants, as if the person had removed the app in their Google account. */
	revokeTokens: z.boolean().optional(),
	/** The access tokens end now; refresh tokens live on. */
	expireAccessTokens: z.boolean().optional(),
	/** Null: as usual. */
	searchLagSeconds: z.number().min(0).nullable().optional(),
	/** The search finds now what it would have found later. */
	searchCatchesUp: z.boolean().optional(),
	/** API requests a minute, then 429; null: no limit. */
	requestsPerMinute: z.int().min(0).nullable().optional(),
	rotateRefreshTokens: z.boolean().optional(),
	accessTokenSeconds: z.int().min(0).optional(),
	/** Characters of developer metadata that a spreadsheet keeps; null: 30,000. */
	metadataCharacters: z.int().min(0).nullable().optional(),
	/** The next `times` requests of this operation go wrong like this; operations are named as in the recorded requests. */
	next: z
		.strictObject({ operation: z.string(), fault: z.enum(faultNames), times: z.int().min(1).default(1) })
		.optional()
});
export type SwitchInput = z.input<typeof SwitchInput>;

function setFor(
	values: Record<string, number>,
	emails: string[],
	value: number | null | undefined
): Record<string, number> {
	if (value === undefined) return values;
	const others = Object.entries(values).filter(([email]) => !emails.includes(email));
	const changed = value === null ? [] : emails.map((email) => [email, value]);
	return Object.fromEntries([...others, ...changed]) as Record<string, number>;
}

function expireAccessTokens(state: State, emails: string[]): void {
	for (const token of Object.values(state.accessTokens))
		if (emails.includes(token.email)) token.expiresAt = 0;
}

function catchUp(state: State, emails: string[]): void {
	const now = Date.now();
	for (const { email, drafts } of state.accounts)
		if (emails.includes(email))
			for (const draft of drafts) draft.searchableAt = Math.min(draft.searchableAt, now);
}

/** Changes how the sandbox behaves from the next request on. Throws when the input is wrong. */
export function applySwitches(store: Store, given: unknown): void {
	const input = SwitchInput.parse(given);
	const { state } = store;
	const { switches } = state;
	const email = input.email?.toLowerCase() ?? null;
	const emails = email ? [email] : state.accounts.map((account) => account.email);
	if (input.revokeTokens) for (const one of emails) revokeGrants(state, { email: one, clientId: null });
	if (input.expireAccessTokens) expireAccessTokens(state, emails);
	if (input.searchCatchesUp) catchUp(state, emails);
	switches.searchLagSeconds = setFor(switches.searchLagSeconds, emails, input.searchLagSeconds);
	switches.requestsPerMinute = setFor(switches.requestsPerMinute, emails, input.requestsPerMinute);
	switches.rotateRefreshTokens = input.rotateRefreshTokens ?? switches.rotateRefreshTokens;
	switches.accessTokenSeconds = input.accessTokenSeconds ?? switches.accessTokenSeconds;
	if (input.metadataCharacters !== undefined) switches.metadataCharacters = input.metadataCharacters;
	if (input.next) switches.next.push({ ...input.next, email });
	store.save();
}

export function serveSwitches(store: Store, { body }: Asked): Answer {
	try {
		applySwitches(store, JSON.parse(body));
		return json(200, store.state.switches);
	} catch (error) {
		return json(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : 'That is not JSON.' });
	}
}
