import { rolesWith, type Role } from '#lib/access.ts';
import type { ActionWait, Permission } from '#lib/schemas/action.ts';
import type { AgentStatus } from '#lib/schemas/agent.ts';
import type { Tx } from '#server/ports/db.ts';
import { contentHash } from '../ledger/canonical-json.ts';
import type { ActionClaim } from './claim-action.ts';
import { targetKey, type Target } from '../address-book/target.ts';
import { kinds } from './registry.ts';

/** The approval does not stand any more: somebody decides anew. The sentence says why. */
export class ApprovalVoid extends Error {
	override readonly name = 'ApprovalVoid';
}

/** The approval stands, but not now. */
export class ActionWaits extends Error {
	override readonly name = 'ActionWaits';
	readonly reason: ActionWait;

	constructor(reason: ActionWait, message: string) {
		super(message);
		this.reason = reason;
	}
}

/** What would be carried out is not what was approved: it never is. */
export class PayloadChanged extends Error {
	override readonly name = 'PayloadChanged';
}

/**
 * A name of the address book must still mean what it meant to whoever approved it: another sheet or address under the
 * same name is another target. Throws ApprovalVoid.
 */
export function checkTargets({ targets }: ActionClaim, now: Target[]): void {
	const meant = new Set(now.map(targetKey));
	if (meant.size === new Set(targets).size && targets.every((target) => meant.has(target))) return;
	throw new ApprovalVoid(
		'What it names in your address book has changed since this was approved. Please decide again.'
	);
}

type Row = {
	agent: string;
	agent_status: AgentStatus;
	paused: boolean;
	permission: Permission;
	reviewer: string | null;
	role: Role | null;
	account_id: string | null;
};

const reviewers = rolesWith('review work');

/** Only the very bytes that were approved. Throws PayloadChanged. */
export function checkBytes({ payload, payloadHash, approvedHash }: ActionClaim): void {
	if (payloadHash === approvedHash && contentHash(payload) === approvedHash) return;
	throw new PayloadChanged(
		'What was to be carried out is not what was approved any more, so nothing was done. Please ask for it again.'
	);
}

/**
 * What an approval stands on, as it is now and not as it was then: who gave it may still give it, the agent may still
 * do this, nobody has pressed pause, and the account is the one it was given for. Throws ApprovalVoid and ActionWaits.
 */
export async function checkPreconditions(tx: Tx, claim: ActionClaim): Promise<void> {
	const row = await load(tx, claim);
	const lost = whyVoid(row, claim);
	if (lost) throw new ApprovalVoid(lost);
	if (row.paused) throw new ActionWaits('paused', 'All work is paused. It is carried out when work goes on.');
	if (row.agent_status === 'active') return;
	throw new ActionWaits(
		'paused',
		`${row.agent} is paused. It is carried out when ${row.agent} is back at work.`
	);
}

function whyVoid(row: Row, claim: ActionClaim): string | null {
	const module = kinds.get(claim.kind);
	if (!module || row.permission === 'off')
		return `${row.agent} is not allowed to do this any more. Please decide again.`;
	if (row.agent_status === 'archived')
		return `${row.agent} was archived after this was approved. Bring ${row.agent} back to approve it again, or reject it.`;
	if (claim.byRule && (row.permission !== 'auto' || !module.mayBeAutomatic))
		return `${row.agent} has to ask before doing this now. Please decide.`;
	if (!claim.byRule && !(row.role && reviewers.includes(row.role)))
		return `${row.reviewer ?? 'Whoever'} approved this and may not review work any more. Please decide again.`;
	if (module.needs.ability && claim.accountId && row.account_id && row.account_id !== claim.accountId)
		return 'Another Google account has been connected since this was approved. Please decide again.';
	return null;
}

async function load(tx: Tx, { workspaceId, id }: ActionClaim): Promise<Row> {
	const [row] = await tx.$queryRaw<[Row]>`
		select g.name as agent, g.status as agent_status, w.paused_at is not null as paused,
			coalesce(g.permissions ->> a.kind, 'ask') as permission, u.name as reviewer, m.role, i.account_id
		from actions a
		join agents g on g.workspace_id = a.workspace_id and g.id = a.agent_id
		join workspaces w on w.id = a.workspace_id
		left join users u on u.id = a.decided_by_id
		left join memberships m on m.workspace_id = a.workspace_id and m.user_id = a.decided_by_id
		left join integrations i on i.workspace_id = a.workspace_id and i.vendor = 'google' and i.status <> 'disconnected'
		where a.workspace_id = ${workspaceId}::uuid and a.id = ${id}::uuid`;
	return row;
}
