import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';

/** What strangers may post to: a webhook's address, or a form's page. */
export type AddressKind = 'webhook' | 'form';
export type AddressDeps = { config: { appSecret: string; origin: string } };
/** `version` counts up when the address is made anew, and the one before ends. */
export type Addressed = { id: string; version: number };
/** The workflow that an address leads to. */
export type Target = { workspaceId: string; workflowId: string; kind: AddressKind };

const paths: Record<AddressKind, string> = { webhook: '/api/hooks/', form: '/forms/' };
const idLength = 22;
const tokenBytes = 24;

/** Where it is reached. Derived and not stored, so there is nothing to steal from the database. */
export function addressOf({ config }: AddressDeps, kind: AddressKind, workflow: Addressed): string {
	return config.origin + paths[kind] + tokenOf(config.appSecret, kind, workflow);
}

/** The id, so that it is found, and 192 bits that nobody guesses. */
function tokenOf(appSecret: string, kind: AddressKind, { id, version }: Addressed): string {
	const proof = createHmac('sha256', appSecret).update(`${kind} address:${id}:${version}`).digest();
	const name = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
	return name + proof.subarray(0, tokenBytes).toString('base64url');
}

function idIn(token: string): string | null {
	if (!/^[\w-]{54}$/.test(token)) return null;
	const hex = Buffer.from(token.slice(0, idLength), 'base64url').toString('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function isSame(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}

type Row = { workspaceId: string; version: number; triggerKind: string; deleted: boolean };

/** Throws `not_found` for an address that there is not or no longer, `workflow_off` when its workflow was deleted. */
export async function findAddress(
	{ db, config }: AddressDeps & { db: Db },
	kind: AddressKind,
	token: string
): Promise<Target> {
	const id = idIn(token);
	const [row] = id
		? await db.$queryRaw<Row[]>`
			select workspace_id as "workspaceId", address_version as version, trigger_kind as "triggerKind",
				deleted_at is not null as deleted
			from workflows where id = ${id}::uuid`
		: [];
	if (!id || !row) throw notFound(nouns[kind]);
	const { workspaceId, version, triggerKind, deleted } = row;
	const isKnown = isSame(token, tokenOf(config.appSecret, kind, { id, version }));
	if (!isKnown || triggerKind !== kind) throw notFound(nouns[kind]);
	if (deleted) throw new DomainError('workflow_off', 'This workflow was deleted and takes nothing in.');
	return { workspaceId, workflowId: id, kind };
}

const nouns: Record<AddressKind, string> = { webhook: 'webhook', form: 'form' };
