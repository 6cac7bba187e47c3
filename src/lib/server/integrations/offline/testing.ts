import { DraftEmail } from '#lib/schemas/action.ts';
import type { Brief } from '#lib/schemas/brief.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { bareAddress } from './reader/addresses.ts';
import { createOfflineWriter } from './writer.ts';

type Given = Omit<Brief['task'], 'material' | 'recipients'> & { material?: string; recipients?: string[] };

/** A brief as the worker makes it from a hired role and a task. */
export function briefFor(role: RoleTemplate, task: Given, changes: Partial<Brief> = {}): Brief {
	return {
		roleKey: role.key,
		rolePrompt: role.systemPrompt,
		agent: { name: role.defaultName, role: role.name, description: role.description, tone: role.defaultTone },
		business: { name: 'Northwind Chairs', about: 'We make chairs by hand.' },
		requestedBy: '',
		memories: role.startingMemories,
		task: { material: '', recipients: [], ...task },
		allowedActions: ['gmail.draftEmail', 'sheets.appendRow'],
		guides: {},
		spreadsheets: [],
		shapes: { 'gmail.draftEmail': 'mail', 'sheets.appendRow': 'row' },
		read: [],
		outcomes: [],
		revision: null,
		today: '2026-11-23',
		...changes
	};
}

export async function answerTo(brief: Brief): Promise<ModelAnswer> {
	const reply = await createOfflineWriter().complete(
		{ system: '', user: '', brief, action: null },
		new AbortController().signal
	);
	return reply.answer;
}

/** To whom the proposed mails go, by address alone. */
export function recipientsOf({ proposedActions }: Pick<ModelAnswer, 'proposedActions'>): string[] {
	return proposedActions
		.filter(({ kind }) => kind === 'gmail.draftEmail')
		.flatMap(({ payload }) => DraftEmail.parse(payload).to.map(bareAddress));
}
