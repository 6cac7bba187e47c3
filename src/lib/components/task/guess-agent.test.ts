import { describe, expect, it } from 'vitest';
import { roles } from '../../../../prisma/catalogue/roles.ts';
import { guessAgent, type Choosable } from './guess-agent.ts';

const team: Choosable[] = roles.map((role) => ({
	id: role.defaultName,
	name: role.defaultName,
	role: role.name,
	roleTemplate: role.key,
	avatar: 'slate',
	status: 'active',
	words: role.words,
	lastTaskAt: null
}));
const guessed = (text: string, agents = team) => guessAgent(text, agents);

describe.each(roles.flatMap((role) => role.sampleTasks.map((task) => [role.defaultName, task] as const)))(
	'%s',
	(name, task) => {
		it(`is guessed for “${task.title}”`, () => {
			expect(guessed(`${task.title}. ${task.instructions}`)?.agentId).toBe(name);
		});
	}
);

it.each([
	['follow up with the harbour hotel, quote Q-2031 has gone quiet', 'Nora'],
	['marta complains that her order came damaged. say sorry', 'Sam'],
	['put these receipts in the sheet: screws 48.20, paper 31.75', 'Ben'],
	['three instagram posts for the open day', 'Mia'],
	['turn my notes from the meeting into minutes', 'Omar'],
	['write a job ad for a second baker', 'Ruth']
])('%j', (text, agentId) => {
	expect(guessed(text)).toEqual({ agentId, why: expect.stringMatching(/^Guessed from “/) as string });
});

it('goes to who is spoken to, whatever the words say, also when they are paused', () => {
	const [nora, ben] = [team[0], team.find(({ name }) => name === 'Ben')];
	const agents = [{ ...nora, status: 'paused' } as Choosable, ben as Choosable];
	expect(guessed('Hi Nora, sort the receipts', agents)).toEqual({
		agentId: nora?.id,
		why: `You wrote to ${nora?.name}.`
	});
	expect(guessed('Sort the receipts that a customer called Nora sent', agents)?.agentId).toBe('Ben');
});

it('says why, with at most two words of the text', () => {
	expect(guessed('Two invoices are overdue, and the VAT of the bills is missing')?.why).toBe(
		'Guessed from “invoices” and “overdue”.'
	);
});

it('takes who had the last task where no word decides, and somebody at work before somebody paused', () => {
	const last = team.map((agent, index) => ({
		...agent,
		lastTaskAt: `2026-11-2${index}T10:00:00Z`,
		status: index === 5 ? ('paused' as const) : ('active' as const)
	}));
	const fifth = last[4];
	expect(guessed('something else', last)).toEqual({
		agentId: fifth?.id,
		why: `${fifth?.name} had your last task.`
	});
});

it('says nothing where there is nobody to choose from', () => {
	expect(guessed('anything', team.slice(0, 1))).toEqual({ agentId: team[0]?.id, why: '' });
	expect(guessed('anything', [])).toBeNull();
});
