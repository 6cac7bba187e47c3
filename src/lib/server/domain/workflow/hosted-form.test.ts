import { describe, expect, test } from 'vitest';
import type { InputField } from '#lib/schemas/workflow-input.ts';
import { createTestApp, callerOf } from '../../../../../tests/support/app.ts';
import type { TestDatabase } from '../../../../../tests/support/database.ts';
import { inquiry, leads, openWorkflowFixture } from '../../../../../tests/support/workflow-fixture.ts';
import { getTask } from '../task/get-task.ts';
import { checkTrigger } from './check-filled-in.ts';
import { createWorkflow } from './create-workflow.ts';
import { deleteWorkflow } from './delete-workflow.ts';
import { getWorkflow } from './get-workflow.ts';
import { getForm, sendForm } from './hosted-form.ts';
import { listFires } from './list-fires.ts';
import { renewAddress } from './open-address.ts';
import { updateWorkflow } from './update-workflow.ts';

const { app, db, work, newOwner } = await openWorkflowFixture();
const network = '192.0.2.1';
const hour = 3_600_000;

/** So many milliseconds from now. */
const later = (milliseconds: number) => ({
	...app,
	clock: { now: () => new Date(Date.now() + milliseconds) }
});

async function published() {
	const { owner, agentId } = await newOwner('sales-development');
	const id = await createWorkflow(app, owner, leads(agentId, { trigger: { kind: 'form' } }));
	const slugNow = async () => (await getWorkflow(app, owner, id)).form?.url.split('/').at(-1) ?? '';
	const slug = await slugNow();
	const { stamp } = await getForm(app, slug);
	const filledIn = { slug, stamp, trap: '', values: inquiry };
	const tasks = () => db.task.count({ where: { workflowId: id } });
	const fires = async () => (await listFires(app, owner, { id, limit: 50 })).items;
	return { owner, id, slug, slugNow, filledIn, tasks, fires };
}

describe('a form', () => {
	test('asks what the template takes in, in the name of the business', async () => {
		const { owner, slug } = await published();
		await db.workspace.update({ where: { id: owner.workspaceId }, data: { name: 'Northwind Chairs' } });
		const { business, fields, closed } = await getForm(app, slug);
		expect([business, closed]).toEqual(['Northwind Chairs', null]);
		expect(fields.map(({ key }) => key)).toEqual(['name', 'email', 'message']);
	});

	test('that is sent becomes one reply to review, also when it is sent twenty times at once', async () => {
		const { owner, filledIn, tasks, fires } = await published();
		const sent = await Promise.all(
			Array.from({ length: 20 }, (_, nth) => sendForm(later(5_000), `192.0.2.${nth}`, filledIn))
		);
		expect(sent).toEqual(Array.from({ length: 20 }, () => ({ again: null })));
		expect(await tasks()).toBe(1);
		const [fire] = await fires();
		expect(fire).toMatchObject({ outcome: 'started', reason: 'A form was sent.' });
		await work();
		const task = await getTask(app, owner, fire?.taskId ?? '');
		expect(task).toMatchObject({ status: 'needs_review', recipients: [] });
		expect(task.material).toContain(inquiry.message);
	});

	test.each([
		['too quickly', 500, {}, 'very quick'],
		['too late', 13 * hour, {}, 'open for a long time'],
		['with a stamp of nobody’s', 5_000, { stamp: 'made up' }, 'open for a long time'],
		['by a program that fills in everything', 5_000, { trap: 'https://spam.example' }, 'Leave this empty']
	])('sent %s is asked for again, and can be sent then', async (_, after, more, words) => {
		const { filledIn, tasks } = await published();
		const { again } = await sendForm(later(after), network, { ...filledIn, ...more });
		expect(again?.message).toContain(words);
		expect(await tasks()).toBe(0);
		const stamp = again?.stamp ?? '';
		expect(await sendForm(later(after + 5_000), network, { ...filledIn, stamp })).toEqual({ again: null });
		expect(await tasks()).toBe(1);
	});

	test('a stamp is good for its own form alone', async () => {
		const [one, other] = [await published(), await published()];
		const { stamp } = other.filledIn;
		expect((await sendForm(later(5_000), network, { ...one.filledIn, stamp })).again).not.toBeNull();
		expect(await one.tasks()).toBe(0);
	});

	test('sent again with other words is asked about, and becomes a second one', async () => {
		const { filledIn, tasks } = await published();
		await sendForm(later(5_000), network, filledIn);
		const values = { ...inquiry, message: 'And ten tables.' };
		const { again } = await sendForm(later(5_000), network, { ...filledIn, values });
		expect(again?.message).toContain('sent before');
		await sendForm(later(10_000), network, { ...filledIn, values, stamp: again?.stamp ?? '' });
		expect(await tasks()).toBe(2);
	});

	test.each([
		[{ ...inquiry, email: '' }, 'email'],
		[{ ...inquiry, colour: 'red' }, 'inputs']
	])('that does not fit says so, and is not kept: %j', async (values, field) => {
		const { filledIn, fires } = await published();
		await expect(sendForm(later(5_000), network, { ...filledIn, values })).rejects.toMatchObject({
			code: 'invalid_input',
			details: { fields: { [field]: expect.any(String) as string } }
		});
		expect(await fires()).toEqual([]);
	});

	test('is closed while its workflow is paused or off, and says so', async () => {
		const { owner, id, slug, filledIn, fires } = await published();
		await updateWorkflow(app, owner, { id, paused: 'On holiday.' });
		expect((await getForm(app, slug)).closed).toBe('This form is closed just now.');
		const send = () => sendForm(later(5_000), network, filledIn);
		await expect(send()).rejects.toMatchObject({ code: 'workflow_paused' });
		await updateWorkflow(app, owner, { id, enabled: false });
		await expect(send()).rejects.toMatchObject({ code: 'workflow_off' });
		expect(await fires()).toMatchObject([{ outcome: 'skipped' }, { outcome: 'skipped' }]);
		await deleteWorkflow(app, owner, id);
		await expect(getForm(app, slug)).rejects.toMatchObject({ code: 'workflow_off' });
	});

	test('has another address once it is made anew, and none of its own for a webhook', async () => {
		const { owner, id, slug, slugNow } = await published();
		await renewAddress(app, owner, id);
		await expect(getForm(app, slug)).rejects.toMatchObject({ code: 'not_found' });
		const next = await slugNow();
		expect((await getForm(app, next)).fields).toHaveLength(3);
		await updateWorkflow(app, owner, { id, trigger: { kind: 'webhook' } });
		await expect(getForm(app, next)).rejects.toMatchObject({ code: 'not_found' });
	});

	test('takes ten a minute from one network, whoever of it sends', async () => {
		const { filledIn } = await published();
		const slow = createTestApp({ url: app.config.databaseUrl } as TestDatabase, {
			env: { RATE_LIMITS: '0.2' },
			overrides: { clock: later(5_000).clock }
		});
		const from = async (clientAddress: string) =>
			(await callerOf(slow, null, { clientAddress })).forms.send(filledIn);
		await from('2001:db8:7:1::1');
		await from('2001:db8:7:1::2');
		await expect(from('2001:db8:7:1::3')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
		await expect(from('2001:db8:7:2::1')).resolves.toEqual({ again: null });
	});
});

test('a sheet that is needed each time is nothing that a stranger may choose', () => {
	const sheet: InputField = {
		...{
			key: 'sheet',
			label: 'Sheet',
			help: '',
			kind: 'sheet',
			required: true,
			headings: [],
			choices: [],
			example: ''
		}
	};
	const definition = { instructions: 'Read it.', inputs: [], fields: [sheet], steps: [] };
	expect(() => checkTrigger(definition, { kind: 'form' }, new Date())).toThrow('only you may choose');
});
