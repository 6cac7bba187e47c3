import { afterAll, describe, expect, test } from 'vitest';
import type { Action } from '#lib/schemas/action.ts';
import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import type { CreateWorkflow } from '#lib/schemas/workflow.ts';
import { allWorkflows, workflows } from '../../../../../prisma/catalogue/workflows.ts';
import { startModelPeer } from '../../../../../tests/peers/model-peer.ts';
import { openWorkflowFixture, type WorkflowFixture } from '../../../../../tests/support/workflow-fixture.ts';
import { decideTask } from '../task/decide-task.ts';
import { getTask } from '../task/get-task.ts';
import { createWorkflow } from './create-workflow.ts';
import { runWorkflow } from './run-workflow.ts';

const peer = await startModelPeer();
afterAll(() => peer.stop());
const offline = await openWorkflowFixture();
const withModel = await openWorkflowFixture({ model: peer });

const exampleOf = (fields: WorkflowTemplate['inputs']) =>
	Object.fromEntries(fields.map(({ key, example }) => [key, example]));

function templateCalled(key: string): WorkflowTemplate {
	const found = allWorkflows.find((one) => one.key === key);
	if (!found) throw new Error(`There is no template ${key}.`);
	return found;
}

/** The template, switched on with its own examples for an agent as its role is hired. */
async function switchedOn(fixture: WorkflowFixture, key: string, more: Partial<CreateWorkflow> = {}) {
	const { role, inputs, fields } = templateCalled(key);
	const { app, newOwner, work } = fixture;
	const { owner, agentId } = await newOwner(role ?? 'operations');
	const id = await createWorkflow(app, owner, {
		agentId,
		template: key,
		inputs: exampleOf(inputs),
		trigger: { kind: 'manual' },
		enabled: true,
		shadow: false,
		missed: 'once',
		waitingBound: 10,
		...more
	});
	const given = fields.length > 0 ? { given: exampleOf(fields) } : {};
	return {
		owner,
		agentId,
		async run() {
			const taskId = await runWorkflow(app, owner, { id, dryRun: false, ...given });
			await work();
			return getTask(app, owner, taskId);
		}
	};
}

function inWords({ preview }: Action): string {
	if (preview.shape === 'mail') return `mail to ${preview.to.join(', ')}: ${preview.subject}`;
	if (preview.shape === 'row') return `row: ${preview.columns.map(({ value }) => value).join(', ')}`;
	return preview.shape;
}

/** What each promises with its examples. What a model writes without a question becomes of it all. */
const promised: Record<string, string[]> = {
	'new-lead-reply': [
		'mail to priya@harbour.example: Thank you for your inquiry',
		'row: Priya Shah, priya@harbour.example'
	],
	'quiet-lead-follow-up': [
		'mail to priya@harbour.example: Our quote Q-2031',
		'mail to tom@lark.example: Our quote Q-2036'
	],
	'proposal-from-notes': ['mail to tom@lark.example: Our proposal'],
	'monday-pipeline-review': ['mail to sales@northwind.example: Pipeline review'],
	'reply-drafts': ['mail to marta@ruiz.example: Re: Delivery', 'mail to john@okoro.example: Re: Care'],
	'complaint-and-refund-triage': [
		'mail to lena@vogt.example: Your order A-1041',
		'mail to paul@stone.example: Your order A-1017'
	],
	'review-answers': [],
	'weekly-faq-gaps': [],
	newsletter: [],
	'posts-from-one-source': [],
	'content-calendar': [],
	'campaign-digest': ['mail to dana@northwind.example: Campaigns of the week'],
	'friday-round-up': ['mail to team@northwind.example: Round-up of the week'],
	'notes-to-actions': ['mail to team@northwind.example: Minutes: Workshop, Tuesday 1 December'],
	'order-to-row': ['mail to anna@linde.example: Your order'],
	'procedure-writer': [],
	'receipts-to-rows': [
		'row: 02.11.2026, Baumarkt Krüger, Wood screws and sandpaper, €48.20',
		'row: 05.11.2026, Papier & Co, Printer paper, €31.75'
	],
	'overdue-chaser': [
		'mail to accounts@harbour.example: Our invoice 118',
		'mail to tom@lark.example: Our invoice 121'
	],
	'month-end-missing-papers': [
		'mail to ben@northwind.example: Missing for our books: Receipt',
		'mail to office@holzmeyer.example: Missing for our books: Invoice'
	],
	'weekly-cash-view': ['mail to dana@northwind.example: Cash this week'],
	'cv-against-criteria': [],
	'candidate-replies': [
		'mail to amira@saleh.example: Your application as workshop assistant',
		'mail to ines@costa.example: Your application as workshop assistant'
	],
	'job-advert': [],
	'interview-kit': []
};

/** What of it needs no model, or is a text that the writer without one can write. */
const servedOffline = new Set([
	'newsletter',
	'posts-from-one-source',
	'content-calendar',
	'procedure-writer',
	'receipts-to-rows',
	'overdue-chaser',
	'month-end-missing-papers',
	'candidate-replies',
	'job-advert',
	'interview-kit'
]);

test('every template of the catalogue is tried here', () => {
	expect(Object.keys(promised)).toEqual(workflows.map(({ key }) => key));
});

describe.each(Object.entries(promised))('%s', (key, proposals) => {
	test('with a model it proposes what it promises, to whom it promises', async () => {
		const task = await (await switchedOn(withModel, key)).run();
		expect(task).toMatchObject({ status: 'needs_review', error: null });
		expect(task.result?.questions).toEqual([]);
		expect(task.actions.map(inWords)).toEqual(proposals);
	});

	test('without a model it does the same, or asks and puts no half text into a mail', async () => {
		const task = await (await switchedOn(offline, key)).run();
		expect(task).toMatchObject({ status: 'needs_review', error: null });
		const served = servedOffline.has(key);
		expect(task.result?.questions.length === 0).toBe(served);
		const rows = proposals.filter((line) => line.startsWith('row'));
		expect(task.actions.map(inWords)).toEqual(served ? proposals : rows);
		for (const { preview } of task.actions)
			if (preview.shape === 'mail') expect(preview.body).not.toMatch(/Written offline|\{\{|\[/);
	});
});

describe('what a model reads out of a text becomes rows', () => {
	const sheet = '1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg';

	test.each(['notes-to-actions', 'order-to-row'])('%s', async (key) => {
		const name = `peer:append-row:${sheet} is read out`;
		const task = await (await switchedOn(withModel, key, { name })).run();
		expect(task.actions.map(({ kind }) => kind)).toEqual(['gmail.draftEmail', 'sheets.appendRow']);
		expect(task.actions[1]?.flags.map(({ code }) => code)).not.toContain('unnamed');
	});
});

describe('a row without an address', () => {
	test.each(['', 'n/a', 'ann@fjord.example / ben@fjord.example'])(
		'is asked about, and comes again when the others are decided on: %j',
		async (address) => {
			const text = `Name,E-mail,Invoice,Amount,Due\nLark & Co,tom@lark.example,121,€420.00,12 October\nFjord Offices,${address},125,€80.00,10 November`;
			const inputs = { ...exampleOf(templateCalled('overdue-chaser').inputs), invoices: { text } };
			const { owner, run } = await switchedOn(offline, 'overdue-chaser', { inputs });
			const first = await run();
			expect(first.actions.map(inWords)).toEqual(['mail to tom@lark.example: Our invoice 121']);
			expect(first.result?.questions).not.toEqual([]);
			const no = { decision: 'reject', feedback: 'They have paid.' } as const;
			await decideTask(offline.app, owner, { id: first.id, ...no });
			const second = await run();
			expect(second).toMatchObject({ status: 'needs_review', actions: [] });
			expect(second.result?.questions).not.toEqual([]);
		}
	);
});

test('a task in its owner’s own words is done as if it had been given', async () => {
	const inputs = {
		task: 'Ask whether they would still like the chairs.',
		to: ['regulars@northwind.example']
	};
	const { run } = await switchedOn(offline, 'own-words', { name: 'Regulars', inputs });
	const task = await run();
	expect(task).toMatchObject({ status: 'needs_review', recipients: inputs.to, instructions: inputs.task });
	expect(task.actions.map(({ kind }) => kind)).toEqual(['gmail.draftEmail']);
	expect(JSON.stringify(task.actions)).toContain('regulars@northwind.example');
});

describe('candidates', () => {
	test.each(['cv-against-criteria', 'candidate-replies'])('%s never begins by itself', async (key) => {
		const trigger = { kind: 'schedule', cron: '0 8 * * 1-5', timeZone: 'UTC' } as const;
		await expect(switchedOn(offline, key, { trigger })).rejects.toMatchObject({ code: 'invalid_input' });
	});

	test('an answer waits for a person, also where the agent may put mails into Drafts without asking', async () => {
		const { agentId, run } = await switchedOn(offline, 'candidate-replies');
		const permissions = { 'gmail.draftEmail': 'auto', 'sheets.appendRow': 'off' };
		await offline.db.agent.update({ where: { id: agentId }, data: { permissions } });
		const { actions } = await run();
		expect(actions.map(({ status }) => status)).toEqual(['proposed', 'proposed']);
	});
});
