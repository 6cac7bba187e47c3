import { describe, expect, test } from 'vitest';
import { openSandbox, connectGoogle } from '../../../../../tests/support/google-account.ts';
import { leads, openWorkflowFixture } from '../../../../../tests/support/workflow-fixture.ts';
import { spreadsheetIdOf } from '../../../../../sandbox/google/seed.ts';
import { getTask } from '../task/get-task.ts';
import { createWorkflow } from './create-workflow.ts';
import { fireDue } from './fire-due.ts';
import { getWorkflow } from './get-workflow.ts';
import { listFires } from './list-fires.ts';
import { lookForRows } from './look-for-rows.ts';
import { startHeld } from './start-held.ts';
import { takeRows } from './take-rows.ts';
import { updateWorkflow } from './update-workflow.ts';

const sandbox = await openSandbox();
const { app, db, work, newOwner } = await openWorkflowFixture({ sandbox });

const priya = ['2026-12-01', 'Priya Shah', 'priya@harbour.example', 'We need 40 chairs in March.'];
const tom = ['2026-12-01', 'Tom Adeyemi', 'tom@lark.example', 'Twelve oak tables, please.'];

/** A workflow that answers new rows of the sandbox's sheet of inquiries, which has one row. */
async function watching(more: Partial<Parameters<typeof leads>[1]> = {}) {
	const { owner, agentId } = await newOwner('sales-development');
	const email = `${agentId}@northwind.example`;
	await connectGoogle(app, owner, { email });
	const spreadsheet = spreadsheetIdOf(email, 'Inquiries');
	const trigger = { kind: 'row', spreadsheet, tab: 'Inquiries' } as const;
	const id = await createWorkflow(app, owner, leads(agentId, { trigger, ...more }));
	const place = { workspaceId: owner.workspaceId, workflowId: id };
	const press = async (act: string, body: string[][]) => {
		const answer = await fetch(`${sandbox.url}/spreadsheets/d/${spreadsheet}/0/${act}`, {
			method: 'POST',
			body: new URLSearchParams(body),
			redirect: 'manual'
		});
		expect(answer.status).toBe(303);
	};
	return {
		owner,
		id,
		place,
		trigger,
		add: (row: string[]) =>
			press(
				'row',
				row.map((cell) => ['cell', cell])
			),
		remove: (row: number) => press('remove', [['row', String(row)]]),
		sort: (column: number) => press('sort', [['column', String(column)]]),
		rename: (title: string) => press('rename', [['title', title]]),
		look: () => lookForRows(app, place),
		view: () => getWorkflow(app, owner, id),
		fires: async () => (await listFires(app, owner, { id, limit: 100 })).items,
		tasks: () => db.task.count({ where: { workflowId: id } })
	};
}

describe('new rows of a sheet', () => {
	test('what is there when it is switched on starts nothing, and can be asked for once', async () => {
		const { owner, id, look, tasks, view } = await watching();
		await look();
		await look();
		expect(await tasks()).toBe(0);
		expect((await view()).rows).toMatchObject({ known: 1, found: 0, fresh: 0, problem: null });
		expect(await takeRows(app, owner, { id, last: 5 })).toEqual({ started: 1, held: 0, refused: 0 });
		expect(await takeRows(app, owner, { id, last: 5 })).toEqual({ started: 0, held: 0, refused: 0 });
		expect(await tasks()).toBe(1);
	});

	test('a row becomes one reply to review, though ten look at once', async () => {
		const { owner, add, look, fires, view } = await watching();
		await add(priya);
		await look();
		expect((await view()).rows).toMatchObject({ known: 1, fresh: 1 });
		await Promise.all(Array.from({ length: 10 }, look));
		await look();
		const [fire, ...others] = await fires();
		expect(others).toEqual([]);
		expect(fire).toMatchObject({ outcome: 'started', reason: 'The sheet has a new row.' });
		await work();
		const task = await getTask(app, owner, fire?.taskId ?? '');
		expect(task).toMatchObject({ status: 'needs_review', title: 'New-lead reply: Priya Shah' });
		expect(task.material).toContain('We need 40 chairs in March.');
	});

	test('rows that are sorted, taken out and added between two looks lose none and double none', async () => {
		const { add, remove, sort, look, fires } = await watching();
		await add(priya);
		await look();
		await look();
		await Promise.all([add(tom), add(tom)]);
		await sort(1);
		await remove(1);
		await look();
		await look();
		await look();
		expect((await fires()).map(({ outcome }) => outcome)).toEqual(['started', 'started', 'started']);
	});

	test('a row that cannot be used says why once, and starts when it has been mended', async () => {
		const { add, remove, look, fires } = await watching();
		await add(['2026-12-01', 'Ana', 'no address', 'Hello?']);
		for (let nth = 0; nth < 4; nth++) await look();
		const [refused, ...others] = await fires();
		expect(others).toEqual([]);
		expect(refused).toMatchObject({
			outcome: 'skipped',
			reason: 'A row cannot be used yet. E-mail: This is not an e-mail address.'
		});
		await remove(2);
		await add(['2026-12-01', 'Ana', 'ana@one.example', 'Hello?']);
		await look();
		await look();
		expect((await fires()).map(({ outcome }) => outcome)).toEqual(['started', 'skipped']);
	});

	test('more rows than may wait for review are held, and go on as there is room', async () => {
		const { add, look, fires, tasks } = await watching({ waitingBound: 2 });
		for (const row of [priya, tom, [...tom.slice(0, 1), 'Ben', 'ben@two.example', 'A table']]) await add(row);
		await look();
		await look();
		expect((await fires()).map(({ outcome }) => outcome).sort()).toEqual(['held', 'started', 'started']);
		await work();
		await startHeld(app);
		expect(await tasks()).toBe(3);
	});

	test('a look that dies leaves what it saw to the next one', async () => {
		const { place, add, look, tasks } = await watching();
		await add(priya);
		await look();
		const dying = { ...app, jobs: { ...app.jobs, addEach: () => Promise.reject(new Error('killed')) } };
		await expect(lookForRows(dying, place)).rejects.toThrow('killed');
		expect(await tasks()).toBe(0);
		await look();
		expect(await tasks()).toBe(1);
	});
});

describe('a sheet that cannot be watched', () => {
	test('a tab that is gone pauses it with a sentence, and going on finds what came meanwhile', async () => {
		const { owner, id, add, rename, look, view, tasks } = await watching();
		await rename('Old inquiries');
		await look();
		expect((await view()).pause).toEqual({
			code: 'sheet',
			reason: '“Inquiries” has no tab “Inquiries” any more. It has: Old inquiries.'
		});
		await add(priya);
		await rename('Inquiries');
		await updateWorkflow(app, owner, { id, paused: null });
		await look();
		await look();
		expect(await tasks()).toBe(1);
	});

	test('going on may leave out what came meanwhile', async () => {
		const { owner, id, add, look, tasks } = await watching();
		await updateWorkflow(app, owner, { id, paused: 'On holiday' });
		await add(priya);
		await look();
		await updateWorkflow(app, owner, { id, paused: null, meanwhile: 'leave' });
		await look();
		await look();
		expect(await tasks()).toBe(0);
	});

	test('a connection that is lost is said on the workflow, and passes', async () => {
		const { owner, id, place, look, view } = await watching();
		await db.integration.updateMany({
			where: { workspaceId: owner.workspaceId },
			data: { status: 'needs_reauth' }
		});
		await look();
		const { rows, status } = await view();
		expect([rows?.problem, status]).toEqual([
			'The sheet cannot be looked at: Google no longer accepts the connection. Reconnect it under Integrations.',
			'on'
		]);
		const events = () =>
			db.event.count({ where: { ...{ workspaceId: place.workspaceId }, kind: 'workflow.late' } });
		expect(await events()).toBe(0);
		await db.$executeRaw`update workflows set looked_at = now() - interval '31 minutes' where id = ${id}::uuid`;
		await look();
		await look();
		expect(await events()).toBe(1);
	});

	test.each([
		['without the columns it needs', 'Expenses 2026', 'November', 'The tab has no column “Name”.'],
		['that is not there', 'Nothing', '', 'Google does not know the spreadsheet']
	])('one %s is refused when it is switched on', async (_, title, tab, message) => {
		const { owner, id } = await watching();
		const email = `${(await getWorkflow(app, owner, id)).agentId}@northwind.example`;
		const trigger = { kind: 'row', spreadsheet: spreadsheetIdOf(email, title), tab } as const;
		const change = updateWorkflow(app, owner, { id, trigger });
		await expect(change).rejects.toMatchObject({
			code: 'invalid_input',
			message: expect.stringContaining(message)
		});
	});

	test('the tab that it writes into itself is refused', async () => {
		const { owner, id, trigger } = await watching();
		const { inputs } = await getWorkflow(app, owner, id);
		const list = { spreadsheet: trigger.spreadsheet, tab: 'Inquiries' };
		await expect(updateWorkflow(app, owner, { id, inputs: { ...inputs, list } })).rejects.toMatchObject({
			message: expect.stringContaining('It adds rows to this very tab')
		});
	});
});

test('the scheduler asks for a look again and again, and not twice at once', async () => {
	const { id } = await watching();
	const jobs = async () => {
		const [row] = await db.$queryRaw<[{ count: bigint }]>`
			select count(*) from graphile_worker.jobs where key = ${`look-for-rows:${id}`}`;
		return Number(row.count);
	};
	await Promise.all([fireDue(app), fireDue(app)]);
	await fireDue(app);
	expect(await jobs()).toBe(1);
	const { nextFireAt } = await db.workflow.findUniqueOrThrow({ where: { id } });
	expect(nextFireAt?.getTime()).toBeGreaterThan(Date.now());
});
