import { can, type Able } from '../../access.ts';
import { formatNumber, numberWord } from '../../format.ts';
import { noAgentPlaceLeft, plans } from '../../plans.ts';
import type { Permission } from '../../schemas/action.ts';
import type { AgentDetail, AgentListItem, Avatar } from '../../schemas/agent.ts';
import type { Usage } from '../../schemas/usage.ts';
import { agentStatusWords } from '../status.ts';
import type { Tone } from '../ui/variants.ts';

/** The colours of faces, by the names that a person picks them by. */
export const avatarNames: Record<Avatar, string> = {
	walnut: 'Walnut',
	slate: 'Slate',
	moss: 'Moss',
	plum: 'Plum',
	clay: 'Clay',
	teal: 'Teal',
	ochre: 'Ochre',
	ink: 'Ink'
};

export const toneSuggestions = [
	'Friendly and direct',
	'Calm and warm',
	'Precise and friendly',
	'Lively and down to earth',
	'Formal and polite'
];

export const permissionOptions: readonly { value: Permission; label: string }[] = [
	{ value: 'off', label: 'Off' },
	{ value: 'ask', label: 'Ask me' },
	{ value: 'auto', label: 'By itself' }
];

/** What an agent is doing, and its colour. Who could work is on hold while everyone is paused. */
export function agentState(
	agent: Pick<AgentListItem, 'status' | 'working'>,
	everyonePaused: boolean
): { label: string; tone: Tone } {
	if (agent.status === 'active' && agent.working) return { label: 'Working', tone: 'running' };
	if (agent.status === 'active' && everyonePaused) return { label: 'On hold', tone: 'waiting' };
	return agentStatusWords[agent.status];
}

/** `1 of 1 agent on the Free plan` */
export function placesInWords({ plan, agents }: Usage): string {
	const used = formatNumber(agents.used);
	if (agents.allowed === null) {
		return `${used} ${agents.used === 1 ? 'agent' : 'agents'}, as many as you like on the ${plans[plan].name} plan`;
	}
	return `${used} of ${formatNumber(agents.allowed)} ${agents.allowed === 1 ? 'agent' : 'agents'} on the ${plans[plan].name} plan`;
}

/** Why this member may not change agents, as one sentence; null when they may. */
export function whyNotChange(who: Able): string | null {
	return can(who, 'manage agents') ? null : 'Owners and admins of this workspace hire and change agents.';
}

/** Why nobody can be hired or brought back now, as one sentence; null when somebody can. */
export function whyNotHire({ plan, agents }: Usage, who: Able): string | null {
	const locked = whyNotChange(who);
	if (locked) return locked;
	if (agents.allowed === null || agents.used < agents.allowed) return null;
	return noAgentPlaceLeft(plan);
}

function results(count: number): string {
	return `${numberWord(count)} ${count === 1 ? 'result' : 'results'}`;
}

/** The last 30 days as a sentence, and what broke as another; empty without any. */
export function recordInWords(record: AgentDetail['record']): string[] {
	const parts = [
		[record.approved, 'approved'],
		[record.sentBack, 'sent back'],
		[record.rejected, 'rejected']
	] as const;
	const said = parts.filter(([count]) => count > 0);
	const list = said.map(([count, verb], index) =>
		index === 0 ? `${results(count)} ${verb}` : `${numberWord(count).toLowerCase()} ${verb}`
	);
	const failures =
		record.failed === 0
			? []
			: [`${numberWord(record.failed)} ${record.failed === 1 ? 'try' : 'tries'} failed before a result.`];
	if (list.length === 0) return failures;
	const last = list.pop() ?? '';
	return [`${list.length > 0 ? `${list.join(', ')} and ` : ''}${last}.`, ...failures];
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** ISO weekdays: 1 is Monday. */
export const weekdays = dayNames.map((name, index) => ({ day: index + 1, name, short: name.slice(0, 3) }));

/** `Monday to Friday, 09:00 to 17:00`; `Always` without hours. */
export function hoursInWords(hours: AgentDetail['workingHours']): string {
	if (!hours) return 'Always';
	const days = [...hours.days].sort((a, b) => a - b);
	const name = (day: number) => dayNames[day - 1] ?? '';
	const inARow = days.length > 2 && days.every((day, index) => day === (days[0] ?? 0) + index);
	const list = inARow
		? `${name(days[0] ?? 1)} to ${name(days.at(-1) ?? 7)}`
		: days.map((day) => name(day)).join(', ');
	return `${days.length === 7 ? 'Every day' : list}, ${hours.start} to ${hours.end}`;
}
