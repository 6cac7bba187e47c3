import type { Jobs, JsonObject, Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import type { Timings } from '../run/lease.ts';
import { targetKey, type Target } from './kind.ts';
import type { Version } from './person-version.ts';
import { kindOf } from './registry.ts';
import { wakeAction } from './wake-action.ts';

type Deps = { jobs: Jobs; timings: Timings };

/**
 * Approves exactly this version of a locked, proposed action, for the account that is connected now. It goes out
 * when the hold has passed; nothing of an earlier approval that was taken back is left.
 */
export async function approveAction(
	deps: Deps,
	tx: Tx,
	actor: Actor,
	action: { id: string; kind: string },
	version: Version
): Promise<void> {
	await tx.action.update({
		where: { workspaceId_id: { workspaceId: actor.workspaceId, id: action.id } },
		data: {
			payload: version.payload as JsonObject,
			payloadHash: version.hash,
			...(version.draft && { draftPayload: version.draft as JsonObject }),
			title: version.title,
			snippet: version.snippet,
			targets: version.targets.map(targetKey),
			flags: version.flags
		}
	});
	const holdUntil = await hold(deps, tx, actor, action, version.draft === null);
	await register(tx, actor, version.chosen);
	await wakeAction(deps.jobs, tx, action.id, holdUntil);
}

async function hold(
	{ timings }: Deps,
	tx: Tx,
	actor: Actor,
	action: { id: string; kind: string },
	unedited: boolean
): Promise<Date> {
	const vendor = kindOf(action.kind).needs === null ? null : 'google';
	const [row] = await tx.$queryRaw<[{ hold_until: Date }]>`
		update actions set status = 'approved', approved_hash = payload_hash, by_rule = false,
			decided_by_id = ${actor.userId}::uuid, decided_at = clock_timestamp(),
			hold_until = clock_timestamp() + make_interval(secs => ${timings.holdSeconds}),
			run_after = clock_timestamp() + make_interval(secs => ${timings.holdSeconds}), wait_reason = 'hold',
			account_id = (
				select i.account_id from integrations i
				where i.workspace_id = actions.workspace_id and i.vendor = ${vendor} and i.status <> 'disconnected'
			),
			draft_payload = case when ${unedited} then null else draft_payload end,
			snoozed_until = null, attempt = 0, deaths = 0, effect_key = null, effect_at = null, prepared = null,
			error_code = null, error_message = null, finished_at = null
		where workspace_id = ${actor.workspaceId}::uuid and id = ${action.id}::uuid and status = 'proposed'
		returning hold_until`;
	return row.hold_until;
}

/** Whom a person chose once, agents may name from now on. */
async function register(tx: Tx, actor: Actor, chosen: Target[]): Promise<void> {
	await tx.addressBookEntry.createMany({
		data: chosen.map(({ kind, value, label }) => ({
			workspaceId: actor.workspaceId,
			kind,
			value,
			label: kind === 'email' ? nameIn(label) : '',
			createdById: actor.userId
		})),
		skipDuplicates: true
	});
}

/** `Priya Shah` of `Priya Shah <priya@harbour.example>` */
function nameIn(address: string): string {
	return (/^\s*"?([^"<]+?)"?\s*</.exec(address)?.[1] ?? '').slice(0, 100);
}
