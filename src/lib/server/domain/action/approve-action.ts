import type { Jobs, Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import type { Timings } from '../run/lease.ts';
import { targetKey, type Target } from './kind.ts';
import type { Version } from './person-version.ts';
import { kindOf } from './registry.ts';
import { wakeAction } from './wake-action.ts';

/**
 * Approves exactly this version of a locked, proposed action, for the account that is connected now. It goes out
 * when the hold has passed. Whom the person chose in doing so, agents may name from now on.
 */
export async function approveAction(
	deps: { jobs: Jobs; timings: Timings },
	tx: Tx,
	actor: Actor,
	action: { id: string; kind: string },
	version: Version
): Promise<void> {
	await keep(tx, actor, action.id, version);
	await register(tx, actor, version.chosen);
	const [{ hold_until }] = await tx.$queryRaw<[{ hold_until: Date }]>`
		update actions a set status = 'approved', approved_hash = payload_hash, by_rule = false,
			decided_by_id = ${actor.userId}::uuid, decided_at = clock_timestamp(),
			hold_until = until.held, run_after = until.held, wait_reason = 'hold',
			account_id = (
				select i.account_id from integrations i
				where i.workspace_id = a.workspace_id and i.vendor = ${vendorOf(action.kind)} and i.status <> 'disconnected'
			),
			snoozed_until = null, attempt = 0, error_code = null, error_message = null
		from (select clock_timestamp() + make_interval(secs => ${deps.timings.holdSeconds}) as held) until
		where a.workspace_id = ${actor.workspaceId}::uuid and a.id = ${action.id}::uuid and a.status = 'proposed'
		returning hold_until`;
	await wakeAction(deps.jobs, tx, action.id, hold_until);
}

function vendorOf(kind: string): string | null {
	return kindOf(kind).needs === null ? null : 'google';
}

async function keep(tx: Tx, actor: Actor, id: string, version: Version): Promise<void> {
	await tx.$executeRaw`
		update actions set payload = ${JSON.stringify(version.payload)}::jsonb, payload_hash = ${version.hash},
			draft_payload = ${version.draft && JSON.stringify(version.draft)}::jsonb,
			title = ${version.title}, snippet = ${version.snippet}, targets = ${version.targets.map(targetKey)},
			flags = ${JSON.stringify(version.flags)}::jsonb
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
}

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
