import type { AgentDetail, AgentEdit, WorkingHours } from '#lib/schemas/agent.ts';

const officeHours: WorkingHours = { days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };

/** What a person is changing about an agent, and whether that is more than what is kept. */
export class AgentForm {
	name = $state('');
	role = $state('');
	description = $state('');
	tone = $state('');
	avatar = $state<AgentDetail['avatar']>('slate');
	permissions = $state<AgentDetail['permissions']>({});
	when = $state<'always' | 'hours'>('always');
	hours = $state<WorkingHours>(structuredClone(officeHours));
	#kept = $state('');

	constructor(agent: AgentDetail) {
		this.take(agent);
	}

	/** What would be saved. */
	readonly edit: AgentEdit = $derived({
		name: this.name.trim(),
		role: this.role.trim(),
		description: this.description.trim(),
		tone: this.tone.trim(),
		avatar: this.avatar,
		permissions: this.permissions,
		workingHours: this.when === 'always' ? null : { ...this.hours, days: [...this.hours.days].sort() }
	});
	readonly dirty: boolean = $derived(JSON.stringify(this.edit) !== this.#kept);

	/** Shows what is kept; whatever was changed here is gone. */
	take(agent: AgentDetail): void {
		this.name = agent.name;
		this.role = agent.role;
		this.description = agent.description;
		this.tone = agent.tone;
		this.avatar = agent.avatar;
		this.permissions = { ...agent.permissions };
		this.when = agent.workingHours ? 'hours' : 'always';
		this.hours = structuredClone(agent.workingHours ?? officeHours);
		this.#kept = JSON.stringify(this.edit);
	}
}
