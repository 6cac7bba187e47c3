import type { Integration, Integrations } from '#lib/schemas/integration.ts';
import { GoogleAbility, IntegrationStatus } from '#lib/schemas/integration.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { abilitiesOf } from '../connection/google-scopes.ts';
import { kindsNeeding } from '../action/held-actions.ts';

/** What this installation can do with Google; the sandbox's address is where people look at it. */
type GoogleSettings = { google: { sandbox: boolean; endpoints: { issuer: string } } | null };

type Row = {
	id: string;
	status: string;
	account_email: string;
	scopes: string[];
	problem: string | null;
	connected_by: string | null;
	connected_at: Date;
	checked_at: Date | null;
};

/** The workspace's connections, and how many approved actions wait for one. Tokens stay where they are. */
export async function listIntegrations(
	deps: { db: Db; config: GoogleSettings },
	actor: Actor
): Promise<Integrations> {
	authorise(actor, 'view');
	const rows = await deps.db.$queryRaw<Row[]>`
		select i.id, i.status, i.account_email, i.scopes, i.problem, u.name as connected_by, i.connected_at, i.checked_at
		from integrations i left join users u on u.id = i.connected_by_id
		where i.workspace_id = ${actor.workspaceId}::uuid and i.vendor = 'google'`;
	const { google } = deps.config;
	const held = await heldActions(deps.db, actor.workspaceId, rows[0]?.status === 'connected');
	return {
		items: rows.map((row) => view(row, held)),
		nextCursor: null,
		google: {
			available: google !== null,
			sandbox: google?.sandbox ?? false,
			sandboxUrl: google?.sandbox ? google.endpoints.issuer : null,
			held
		}
	};
}

/** Without a connection every approved one waits; with one, those that need what was not allowed. */
async function heldActions(db: Db, workspaceId: string, connected: boolean): Promise<number> {
	const kinds = kindsNeeding(GoogleAbility.options);
	const [row] = await db.$queryRaw<[{ held: number }]>`
		select count(*)::int as held from actions
		where workspace_id = ${workspaceId}::uuid and status = 'approved' and kind = any(${kinds})
			and (not ${connected}::boolean or wait_reason in ('connect', 'reauth'))`;
	return row.held;
}

function view(row: Row, held: number): Integration {
	return {
		id: row.id,
		vendor: 'google',
		status: IntegrationStatus.parse(row.status),
		accountEmail: row.account_email,
		abilities: abilitiesOf(row.scopes),
		problem: row.problem,
		held,
		connectedBy: row.connected_by,
		connectedAt: row.connected_at.toISOString(),
		checkedAt: row.checked_at?.toISOString() ?? null
	};
}
