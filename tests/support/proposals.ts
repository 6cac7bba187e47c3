import type { DraftEmail, Flag } from '#lib/schemas/action.ts';
import type { Prisma } from '#server/db/generated/client.ts';
import { targetKey } from '#server/domain/address-book/target.ts';
import { kindOf } from '#server/domain/action/registry.ts';
import { contentHash } from '#server/domain/ledger/canonical-json.ts';
import type { Db } from '#server/ports/db.ts';
import { makeTask } from './factories.ts';

/** What a test cares about; the rest is a mail to Priya. */
export type Proposal = {
	kind?: string;
	payload?: object;
	flags?: Flag[];
} & Partial<Omit<Prisma.ActionUncheckedCreateInput, 'payload' | 'kind' | 'flags'>>;

export const mail = (overrides: Partial<DraftEmail> = {}): DraftEmail => ({
	to: ['Priya Shah <priya@harbour.example>'],
	cc: [],
	bcc: [],
	subject: 'Your chairs',
	body: 'Dear Priya,\n\nthey are on their way.',
	...overrides
});

export const row = (value = '120.00') => ({
	spreadsheet: 'https://docs.google.com/spreadsheets/d/orders-2026/edit',
	tab: 'Orders',
	columns: [{ header: 'Amount', value }]
});

export const unnamed = (target = 'email:priya@harbour.example'): Flag => ({
	code: 'unnamed',
	target,
	message: 'Nobody has named it.'
});

const answer = {
	summary: 'I have written to Priya.',
	deliverable: 'Dear Priya',
	assumptions: [],
	questions: [],
	proposedActions: []
};

/** A finished run's task, its proposals before their reviewer; none makes a result alone. */
export async function makeProposals(
	db: Db,
	agent: { id: string; workspaceId: string },
	proposals: Proposal[],
	overrides: Parameters<typeof makeTask>[2] = {}
) {
	const { task, run } = await makeTask(db, agent, overrides);
	for (const status of ['in_progress', 'needs_review'])
		await db.task.update({ where: { id: task.id }, data: { status } });
	await db.run.update({ where: { id: run.id }, data: { status: 'running' } });
	await db.run.update({
		where: { id: run.id },
		data: { status: 'succeeded', result: answer, startedAt: new Date(), finishedAt: new Date() }
	});
	const actions = [];
	for (const [position, proposal] of proposals.entries()) {
		const data = proposed({ taskId: task.id, runId: run.id, agentId: agent.id, position }, proposal);
		actions.push(await db.action.create({ data: { ...data, workspaceId: agent.workspaceId } }));
	}
	return { task, run, actions };
}

function proposed(
	place: { taskId: string; runId: string; agentId: string; position: number },
	{ kind = 'gmail.draftEmail', payload = mail(), flags = [], ...rest }: Proposal
) {
	const { title, snippet } = kindOf(kind).summary(payload, []);
	return {
		...place,
		kind,
		why: 'She asked for it.',
		payload,
		payloadHash: contentHash(payload),
		title,
		snippet,
		flags,
		targets: kindOf(kind).targets(payload, []).map(targetKey),
		expiresAt: new Date(Date.now() + 7 * 86_400_000),
		...rest
	};
}
