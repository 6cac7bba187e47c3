import type { GoogleAbility } from '#lib/schemas/integration.ts';
import type { Google, GoogleClient } from '#server/ports/google.ts';
import type { Webhooks } from '#server/ports/webhooks.ts';
import { accessToken, type AccessTokenDeps } from './access-token.ts';
import type { Db } from '#server/ports/db.ts';
import type { Vault } from '#server/ports/vault.ts';
import { readConnection } from './connection.ts';
import { opened } from './stored-tokens.ts';

export type ConnectDeps = AccessTokenDeps & { webhooks: Webhooks };

/** A vendor's client, ready for one workspace. */
export type Connected<Client> = {
	client: Client;
	/** Whose account it is; null where there is none to connect. */
	accountId: string | null;
	/** The vendor has refused what we came with, so that it is not handed out again. */
	forget(): Promise<void>;
};

/** What a kind of action needs of the outside, and how it is had: one `connect` for all vendors. */
export type Need<Client> = {
	/** What a person must have allowed; null where nothing has to be connected. */
	ability: GoogleAbility | null;
	/** Throws NoConnection when a person has to do something first, and VendorError when the vendor cannot be asked now. */
	connect(deps: ConnectDeps, workspaceId: string): Promise<Connected<Client>>;
};

export function googleAccount(ability: GoogleAbility): Need<GoogleClient> {
	return {
		ability,
		async connect(deps, workspaceId) {
			const { google, token, accountId, accountEmail } = await accessToken(deps, { workspaceId, ability });
			return {
				client: clientOf(google, token, { id: accountId, email: accountEmail }),
				accountId,
				forget: () => forgetAccessToken(deps, { workspaceId, token })
			};
		}
	};
}

export const signedPosts: Need<Webhooks> = {
	ability: null,
	connect: async ({ webhooks }) => ({ client: webhooks, accountId: null, forget: async () => {} })
};

function clientOf(google: Google, token: string, account: GoogleClient['account']): GoogleClient {
	return {
		account,
		draftUrl: google.draftUrl,
		tabUrl: google.tabUrl,
		profile: () => google.profile(token),
		createDraft: (draft) => google.createDraft(token, draft),
		findDrafts: (messageId) => google.findDrafts(token, messageId),
		spreadsheet: (id) => google.spreadsheet(token, id),
		topRows: (id, tab) => google.topRows(token, id, tab),
		topRowsOf: (id, tabs) => google.topRowsOf(token, id, tabs),
		firstRows: (id, tab, count) => google.firstRows(token, id, tab, count),
		appendRow: (row) => google.appendRow(token, row),
		findMetadata: (id, metadataId) => google.findMetadata(token, id, metadataId),
		forgetMetadata: (id, metadataIds) => google.forgetMetadata(token, id, metadataIds),
		addEvent: (entry) => google.addEvent(token, entry),
		findEvent: (eventId) => google.findEvent(token, eventId)
	};
}

/**
 * Google has answered 401 to a token that should still serve, as after a revocation: the next one who needs a
 * token asks for a new one, and then Google says whether the connection is over. A newer token stays.
 */
export async function forgetAccessToken(
	deps: { db: Db; vault: Vault },
	{ workspaceId, token }: { workspaceId: string; token: string }
): Promise<void> {
	const connection = await readConnection(deps.db, workspaceId);
	if (!connection || opened(deps.vault, connection, 'access_token', connection.accessToken) !== token) return;
	await deps.db.$executeRaw`
		update integrations set access_token = null, access_expires_at = null
		where workspace_id = ${workspaceId}::uuid and id = ${connection.id}::uuid
			and access_token = ${connection.accessToken}`;
}
