import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { aDraft, aRow, canaries, googleAt, sendJson } from '../../../../../tests/peers/google-peer.ts';

const { accessToken } = canaries;

test('the profile is asked for with the token of the caller, in one request', async () => {
	const { google, requests } = await googleAt(
		sendJson(200, { emailAddress: 'dana@harbour.example', messagesTotal: 1, historyId: '8812' })
	);
	expect(await google.profile(accessToken)).toEqual({ email: 'dana@harbour.example', historyId: '8812' });
	expect(requests).toMatchObject([
		{
			method: 'GET',
			path: '/gmail/v1/users/me/profile',
			headers: { authorization: `Bearer ${accessToken}` },
			body: ''
		}
	]);
	expect(google.sandbox).toBe(true);
});

test('a draft goes out as one mail, into its thread when that is known', async () => {
	const { google, requests } = await googleAt(
		sendJson(200, { id: 'r-1', message: { id: '18c', threadId: 't-9', labelIds: ['DRAFT'] } })
	);
	const reply = { ...aDraft, inReplyTo: '<their-mail@harbour.example>', threadId: 't-9' };
	expect(await google.createDraft(accessToken, reply)).toEqual({
		draftId: 'r-1',
		messageId: '18c',
		threadId: 't-9'
	});
	expect(requests).toMatchObject([{ method: 'POST', path: '/gmail/v1/users/me/drafts' }]);
	const { message } = JSON.parse(requests[0]?.body ?? '{}') as { message: { raw: string; threadId: string } };
	expect(message.threadId).toBe('t-9');
	const mail = await simpleParser(Buffer.from(message.raw, 'base64url'));
	expect(mail).toMatchObject({
		messageId: aDraft.messageId,
		inReplyTo: reply.inReplyTo,
		subject: 'Your order'
	});
	expect(mail.text).toBe(`${aDraft.body}\n`.replace(/\n$/, ''));
});

test('a mail that is none is refused before anything is sent', async () => {
	const { google, requests } = await googleAt(sendJson(200, {}));
	const broken = { ...aDraft, to: ['nobody\r\nBcc: everybody@harbour.example'] };
	await expect(google.createDraft(accessToken, broken)).rejects.toMatchObject({
		code: 'refused',
		effect: 'none'
	});
	expect(requests).toEqual([]);
});

test('drafts are looked for by their Message-ID', async () => {
	const drafts = [{ id: 'r-1', message: { id: '18c', threadId: 't-9' } }];
	const { google, requests } = await googleAt((response, { query }) =>
		sendJson(
			200,
			query.get('q')?.includes('action-1') ? { drafts, resultSizeEstimate: 1 } : { resultSizeEstimate: 0 }
		)(response, {} as never)
	);
	expect(await google.findDrafts(accessToken, aDraft.messageId)).toEqual([
		{ draftId: 'r-1', messageId: '18c', threadId: 't-9' }
	]);
	expect(requests[0]?.query.get('q')).toBe('rfc822msgid:action-1@agentforce.example');
	expect(await google.findDrafts(accessToken, '<other@agentforce.example>')).toEqual([]);
});

test('of a spreadsheet only the needed fields are asked for, and charts are no tabs', async () => {
	const sheets = [
		{ properties: { sheetId: 0, title: 'November', sheetType: 'GRID' } },
		{ properties: { sheetId: 9, title: 'Chart', sheetType: 'OBJECT' } },
		{ properties: { sheetId: 7, title: 'Bob’s' } }
	];
	const spreadsheetUrl = 'https://docs.google.com/spreadsheets/d/sheet-1/edit';
	const { google, requests } = await googleAt(
		sendJson(200, { spreadsheetId: 'sheet-1', spreadsheetUrl, properties: { title: 'Books' }, sheets })
	);
	expect(await google.spreadsheet(accessToken, 'sheet-1')).toEqual({
		id: 'sheet-1',
		title: 'Books',
		url: spreadsheetUrl,
		tabs: [
			{ sheetId: 0, title: 'November' },
			{ sheetId: 7, title: 'Bob’s' }
		]
	});
	expect(requests[0]?.path).toBe('/v4/spreadsheets/sheet-1');
	expect(requests[0]?.query.get('fields')).toMatch(/^spreadsheetId,.*sheets\.properties\(/);
	expect(requests[0]?.query.has('includeGridData')).toBe(false);
});

test('the header row is read by the tab’s name, whatever that name is', async () => {
	const { google, requests } = await googleAt((response, { path }) =>
		sendJson(
			200,
			path.includes('empty')
				? { range: 'empty!1:1' }
				: { values: [['Date', 'Amount', 3, true], [], ['2026-11-03']] }
		)(response, {} as never)
	);
	expect(await google.topRows(accessToken, 'sheet-1', "Bob's /?#% books")).toEqual([
		['Date', 'Amount', '3', 'true'],
		[],
		['2026-11-03']
	]);
	expect(decodeURIComponent(requests[0]?.path ?? '')).toBe(
		"/v4/spreadsheets/sheet-1/values/'Bob''s /?#% books'!1:10"
	);
	expect(await google.topRows(accessToken, 'sheet-1', 'empty')).toEqual([]);
});

test('a row is one batch of the metadata and the cells, every cell a text', async () => {
	const { google, requests } = await googleAt(sendJson(200, { spreadsheetId: 'sheet-1', replies: [{}, {}] }));
	await google.appendRow(accessToken, aRow);
	expect(requests).toMatchObject([{ method: 'POST', path: '/v4/spreadsheets/sheet-1:batchUpdate' }]);
	expect(JSON.parse(requests[0]?.body ?? '{}')).toEqual({
		requests: [
			{
				createDeveloperMetadata: {
					developerMetadata: {
						metadataId: aRow.metadataId,
						metadataKey: 'af',
						metadataValue: 'action-1',
						location: { spreadsheet: true },
						visibility: 'DOCUMENT'
					}
				}
			},
			{
				appendCells: {
					sheetId: 7,
					rows: [{ values: aRow.cells.map((cell) => ({ userEnteredValue: { stringValue: cell } })) }],
					fields: 'userEnteredValue'
				}
			}
		]
	});
});

test('metadata is found by its id alone', async () => {
	const developerMetadata = { metadataId: 5, metadataKey: 'af', metadataValue: 'action-5' };
	const { google, requests } = await googleAt((response, { body }) =>
		sendJson(200, body.includes('5') ? { matchedDeveloperMetadata: [{ developerMetadata }] } : {})(
			response,
			{} as never
		)
	);
	expect(await google.findMetadata(accessToken, 'sheet-1', 5)).toBe('action-5');
	expect(await google.findMetadata(accessToken, 'sheet-1', 6)).toBeNull();
	expect(requests[0]).toMatchObject({
		method: 'POST',
		path: '/v4/spreadsheets/sheet-1/developerMetadata:search',
		body: '{"dataFilters":[{"developerMetadataLookup":{"metadataId":5}}]}'
	});
});

test('metadata is forgotten in one batch, each by its id alone', async () => {
	const { google, requests } = await googleAt(sendJson(200, { spreadsheetId: 'sheet-1', replies: [{}, {}] }));
	await google.forgetMetadata(accessToken, 'sheet-1', [5, 6]);
	const dataFilter = (metadataId: number) => ({ developerMetadataLookup: { metadataId } });
	expect(requests).toMatchObject([{ method: 'POST', path: '/v4/spreadsheets/sheet-1:batchUpdate' }]);
	expect(JSON.parse(requests[0]?.body ?? '{}')).toEqual({
		requests: [5, 6].map((id) => ({ deleteDeveloperMetadata: { dataFilter: dataFilter(id) } }))
	});
});

test('an id cannot lead to another place at Google', async () => {
	const { google, requests } = await googleAt(sendJson(200, {}));
	const wandering = google.spreadsheet(accessToken, '../../gmail/v1/users/me/messages');
	await expect(wandering).rejects.toMatchObject({ effect: 'none' });
	expect(requests.filter(({ path }) => !path.startsWith('/v4/spreadsheets/'))).toEqual([]);
});

test('people are led to their draft and their tab', async () => {
	const { google, url } = await googleAt(sendJson(200, {}));
	const draft = { draftId: 'r-1', messageId: '18c', threadId: 't-9' };
	expect(google.draftUrl(draft, 'dana+books@harbour.example')).toBe(
		`${url}/mail/?authuser=dana%2Bbooks%40harbour.example#drafts?compose=18c`
	);
	expect(google.tabUrl('sheet-1', 7)).toBe(`${url}/spreadsheets/d/sheet-1/edit#gid=7`);
});
