import { DomainError } from '#server/errors.ts';
import { authorise, type Actor } from '../actor.ts';

/** Who reviews may say whom agents write to; where programs are called is for owners alone. */
export function authoriseAddress(actor: Actor, kind: string): void {
	authorise(actor, 'review work');
	if (kind !== 'webhook' || actor.role === 'owner') return;
	throw new DomainError('forbidden', 'Only an owner of this workspace can change its webhooks.');
}
