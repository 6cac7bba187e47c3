import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { createTask } from './create-task.ts';
import { getTask } from './get-task.ts';

const { app, db, newTenant, work } = await openWorkerFixture();

async function finished() {
	const { owner, agentId } = await newTenant();
	const input = { agentId, title: 'A letter', instructions: 'Please.', type: 'work' as const };
	const id = await createTask(app, owner, input, null);
	await work();
	const run = await db.run.findFirstOrThrow({ where: { taskId: id } });
	const html = async () => (await getTask(app, owner, id)).result?.deliverableHtml;
	return { run, html };
}

test('HTML is made when the result is written, and readers get what is there', async () => {
	const { run, html } = await finished();
	expect(run.deliverableHtml).toContain('<h3>A letter</h3>');
	await db.run.update({ where: { id: run.id }, data: { deliverableHtml: '<p>kept</p>' } });
	expect(await html()).toBe('<p>kept</p>');
});

test.each([
	['of a run that is older than this', { deliverableHtml: null, htmlVersion: null }],
	['that was made by older rules', { deliverableHtml: '<p>old</p>', htmlVersion: 0 }]
])('HTML %s is made by the first reader, once', async (_what, data) => {
	const { run, html } = await finished();
	await db.run.update({ where: { id: run.id }, data });
	expect(await html()).toBe(run.deliverableHtml);
	expect(await db.run.findUniqueOrThrow({ where: { id: run.id } })).toMatchObject({
		deliverableHtml: run.deliverableHtml,
		htmlVersion: run.htmlVersion
	});
});
