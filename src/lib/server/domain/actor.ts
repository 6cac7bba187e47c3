import type { MemberRole } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';

/** Who asks, in which workspace, and as what. */
export type Actor = { userId: string; workspaceId: string; role: MemberRole };

type Capability = 'manage workspace' | 'manage agents' | 'give tasks' | 'review work';

const everyone: MemberRole[] = ['owner', 'admin', 'reviewer', 'member'];

const allowed: Record<Capability, MemberRole[]> = {
	'manage workspace': ['owner', 'admin'],
	'manage agents': ['owner', 'admin'],
	'give tasks': everyone,
	'review work': ['owner', 'admin', 'reviewer']
};

export function may({ role }: Actor, capability: Capability): boolean {
	return allowed[capability].includes(role);
}

/** Throws `forbidden` unless the actor's role has the capability. */
export function authorise(actor: Actor, capability: Capability): void {
	if (may(actor, capability)) return;
	throw new DomainError(
		'forbidden',
		'Your role in this workspace does not allow this. Ask an owner or admin.'
	);
}
