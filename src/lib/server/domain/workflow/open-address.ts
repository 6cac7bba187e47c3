import type { Db, Tx } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { findWorkflow } from './get-workflow.ts';
import { signingSecret } from './signature.ts';
import { lockWorkflow } from './update-workflow.ts';

type Deps = { db: Db };

/** Makes the address of its webhook or form anew; the one before ends at once. Throws `not_found`. */
export async function renewAddress({ db }: Deps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'manage workflows');
	await db.$transaction(async (tx) => {
		await lockWorkflow(tx, actor, id);
		await tx.$executeRaw`
			update workflows set address_version = address_version + 1, updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		await tell(tx, actor, id, 'Its address was made anew.');
	});
}

/** From now on only signed posts are taken; answers a new secret, which is shown this once. Throws `not_found`. */
export async function requireSignature(
	{ db, config }: Deps & { config: { appSecret: string } },
	actor: Actor,
	id: string
): Promise<string> {
	authorise(actor, 'manage workflows');
	return db.$transaction(async (tx) => {
		await lockWorkflow(tx, actor, id);
		const [{ version }] = await tx.$queryRaw<[{ version: number }]>`
			update workflows set signed = true, signing_version = signing_version + 1, updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid returning signing_version as version`;
		await tell(tx, actor, id, 'It has a new signing secret.');
		return signingSecret(config.appSecret, id, version);
	});
}

/** Takes posts without a signature again. Throws `not_found`. */
export async function forgoSignature({ db }: Deps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'manage workflows');
	await db.$transaction(async (tx) => {
		await lockWorkflow(tx, actor, id);
		await tx.$executeRaw`
			update workflows set signed = false, updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		await tell(tx, actor, id, 'It takes posts without a signature.');
	});
}

async function tell(tx: Tx, actor: Actor, id: string, message: string): Promise<void> {
	const { agentId, name } = await findWorkflow(tx, actor, id);
	const { workspaceId, by } = actor;
	await recordEvent(tx, { workspaceId, kind: 'workflow.changed', agentId, by, data: { name, message } });
}
