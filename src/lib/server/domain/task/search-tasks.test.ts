import { describe, expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { createTask } from './create-task.ts';
import { indexTasks } from './index-tasks.ts';
import { listTasks } from './list-tasks.ts';

const { app, db, newTenant, work } = await openWorkerFixture();

type Given = { title?: string; instructions?: string; recipients?: string[] };

async function give({ owner, agentId }: Tenant, given: Given): Promise<string> {
	const { title = 'A letter', instructions = 'Please.', ...more } = given;
	return createTask(app, owner, { agentId, title, instructions, type: 'work', ...more }, null);
}

async function found({ owner }: Tenant, q: string): Promise<string[]> {
	const { items } = await listTasks(app, owner, { q, limit: 25 });
	return items.map(({ title }) => title);
}

test('a task is found at once by its title, its instructions and whom it is for', async () => {
	const tenant = await newTenant();
	await give(tenant, {
		title: 'Chairs',
		instructions: 'Tell her about May.',
		recipients: ['Priya@Harbour.example']
	});
	for (const q of ['chair', 'CHAIRS', 'may', 'about tell', 'priya', 'harbour', 'priya@harbour.example'])
		expect(await found(tenant, q)).toEqual(['Chairs']);
	expect(await found(tenant, 'chairs june')).toEqual([]);
});

describe('words', () => {
	test('three letters begin a word, and are not in the middle of one', async () => {
		const tenant = await newTenant();
		await give(tenant, { title: 'Answer the customer' });
		await give(tenant, { title: 'Call Tom' });
		await give(tenant, { title: 'Tomatoes' });
		expect(await found(tenant, 'tom')).toEqual(['Tomatoes', 'Call Tom']);
		expect(await found(tenant, 'cus')).toEqual(['Answer the customer']);
	});

	test('four letters may also stand inside of a long one', async () => {
		const tenant = await newTenant();
		await give(tenant, { title: 'Rechnungsnummer 4711' });
		expect(await found(tenant, 'nummer 47')).toEqual(['Rechnungsnummer 4711']);
		expect(await found(tenant, 'num')).toEqual([]);
	});

	test('letters are the same however they were put together, with accents or without', async () => {
		const tenant = await newTenant();
		await give(tenant, { title: 'Müller'.normalize('NFC') });
		await give(tenant, { title: 'Müller'.normalize('NFD') });
		for (const q of ['müller'.normalize('NFC'), 'MÜLLER'.normalize('NFD'), 'mull'])
			expect(await found(tenant, q)).toHaveLength(2);
	});

	test('where no space is between them, each letter may begin one', async () => {
		const tenant = await newTenant();
		await give(tenant, { title: '東京都の請求書' });
		expect(await found(tenant, '請求')).toHaveLength(1);
	});

	test('what is no word finds nothing, and is never read as a sign', async () => {
		const tenant = await newTenant();
		await give(tenant, { title: "It's 100% & done" });
		for (const q of ['%', "'", ':*', '& |']) expect(await found(tenant, q)).toEqual([]);
		for (const q of ['100%', "it's", '100 & done', "'done':*"])
			expect(await found(tenant, q)).toHaveLength(1);
	});
});

test('what the agent wrote, and whom it wants to write to, is found once the worker has looked', async () => {
	const tenant = await newTenant();
	await give(tenant, { title: 'The order', instructions: 'Please. peer:draft-email:theo@quay.example' });
	await give(tenant, { title: 'Another' });
	await work();
	expect(await found(tenant, 'theo')).toEqual(['The order']);
	expect(await found(tenant, 'deliverable')).toEqual([]);
	await db.$executeRaw`update runs set result = jsonb_set(result, '{deliverable}', '"About the zeppelin"')
		where workspace_id = ${tenant.owner.workspaceId}::uuid
			and task_id in (select id from tasks where title = 'Another')`;
	expect(await found(tenant, 'zeppelin')).toEqual([]);
	await indexTasks(app);
	expect(await found(tenant, 'zeppelin')).toEqual(['Another']);
	expect(await found(tenant, 'theo')).toEqual(['The order']);
});

test('tasks from before there was an index are found after the worker’s next look', async () => {
	const tenant = await newTenant();
	await give(tenant, { title: 'Long ago' });
	await db.$executeRaw`delete from task_search`;
	expect(await found(tenant, 'ago')).toEqual([]);
	await indexTasks(app);
	expect(await found(tenant, 'ago')).toEqual(['Long ago']);
});

test('nobody finds what another workspace has', async () => {
	const [ours, theirs] = [await newTenant(), await newTenant()];
	await give(theirs, { title: 'Secret harbour' });
	expect(await found(ours, 'harbour')).toEqual([]);
});

test('what is older than the newest four thousand is found all the same, page by page', async () => {
	const tenant = await newTenant();
	const { workspaceId } = tenant.owner;
	for (let nth = 0; nth < 5; nth++) await give(tenant, { title: `Needle ${nth}` });
	await db.$executeRaw`
		insert into tasks (id, workspace_id, agent_id, type, title, instructions, status)
		select ('ffffffff-ffff-7fff-8fff-' || lpad(to_hex(n), 12, '0'))::uuid, ${workspaceId}::uuid,
			${tenant.agentId}::uuid, 'work', 'Hay', 'Hay', 'queued' from generate_series(1, 4100) n`;
	await db.$executeRaw`
		insert into task_search (workspace_id, task_id, words)
		select workspace_id, id, array_to_tsvector(array['hay']) from tasks where title = 'Hay'`;
	expect(await found(tenant, 'needle')).toHaveLength(5);
	const first = await listTasks(app, tenant.owner, { q: 'needle', limit: 3 });
	const rest = await listTasks(app, tenant.owner, { q: 'needle', limit: 3, cursor: first.nextCursor ?? '' });
	expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(
		[4, 3, 2, 1, 0].map((nth) => `Needle ${nth}`)
	);
});
