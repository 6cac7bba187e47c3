import { DomainError } from '#server/errors.ts';

/** Nobody would do it: a new run for an archived agent is refused before it is made. Throws `agent_unavailable`. */
export function refuseArchived(agentStatus: string): void {
	if (agentStatus !== 'archived') return;
	throw new DomainError(
		'agent_unavailable',
		'This agent has been archived and takes no more work. Bring it back first.'
	);
}
