import { can, type Ability } from '#lib/access.ts';
import type { Session } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';

/** Whose doing something is: a member's, a program's with an API key, or ours. */
export type By = { kind: 'member'; userId: string } | { kind: 'apiKey'; keyId: string } | { kind: 'system' };

/** Who asks, in which workspace, and what they may do there. */
export type Actor = { workspaceId: string; abilities: readonly Ability[]; by: By };

export type MemberActor = Actor & { by: Extract<By, { kind: 'member' }> };

export function actorOf({ user, workspace, abilities }: Session): MemberActor {
	return { workspaceId: workspace.id, abilities, by: { kind: 'member', userId: user.id } };
}

/** What AgentForce does by itself in a workspace. It asks nobody, so it has no abilities. */
export function systemActor(workspaceId: string): Actor {
	return { workspaceId, abilities: [], by: { kind: 'system' } };
}

/** Throws `forbidden` unless the actor has the ability. */
export function authorise(actor: Actor, ability: Ability): void {
	if (can(actor, ability)) return;
	throw new DomainError('forbidden', 'You may not do this in this workspace. Ask an owner or admin.');
}

/** The member who did something; null when it was a program or AgentForce itself. */
export function userIdOf({ by }: { by: By }): string | null {
	return by.kind === 'member' ? by.userId : null;
}

/** Throws `forbidden` for a program: decisions and personal settings are a signed-in member's. */
export function memberOf({ by }: { by: By }): string {
	if (by.kind === 'member') return by.userId;
	throw new DomainError('forbidden', 'Only somebody who is signed in can do this, no program.');
}

/** One word for an actor that no other actor of the workspace has. */
export function actorKey({ by }: { by: By }): string {
	switch (by.kind) {
		case 'member':
			return `member:${by.userId}`;
		case 'apiKey':
			return `apiKey:${by.keyId}`;
		case 'system':
			return 'system';
	}
}
