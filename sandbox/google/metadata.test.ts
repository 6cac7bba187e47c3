import { expect, test } from 'vitest';
import { spreadsheetIdOf } from './seed.ts';
import { connected, dana, newSandbox, rowOf } from '../testing.ts';

const leads = spreadsheetIdOf(dana, 'Leads');

test('forgets metadata by id, and nothing else', async () => {
	const sandbox = await newSandbox();
	const { sheets } = connected(sandbox);
	for (const id of [1, 2, 3]) await sheets.spreadsheets.batchUpdate(rowOf(leads, ['a'], id));
	const requests = [1, 3, 99].map((metadataId) => ({
		deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } }
	}));
	const { data } = await sheets.spreadsheets.batchUpdate({
		spreadsheetId: leads,
		requestBody: { requests }
	});
	const deleted = data.replies?.map((reply) => reply.deleteDeveloperMetadata?.deletedDeveloperMetadata);
	expect(deleted).toMatchObject([[{ metadataId: 1 }], [{ metadataId: 3 }], []]);
	const left = sandbox.state().spreadsheets.find(({ id }) => id === leads);
	expect(left?.metadata.map(({ metadataId }) => metadataId)).toEqual([2]);
});

test('keeps 30,000 characters of metadata for a spreadsheet, or as many as are set, and no row beyond', async () => {
	const sandbox = await newSandbox();
	const { sheets } = connected(sandbox);
	const add = (id: number, value?: string) => {
		const row = rowOf(leads, ['a'], id);
		const metadata = row.requestBody?.requests?.[0]?.createDeveloperMetadata?.developerMetadata;
		if (metadata && value !== undefined) metadata.metadataValue = value;
		return sheets.spreadsheets.batchUpdate(row);
	};
	await add(1, 'x'.repeat(30_000 - 'agentforce'.length * 2));
	await add(2, '');
	const message: unknown = expect.stringMatching(
		/createDeveloperMetadata: .*above the limit of 30000 characters/
	);
	await expect(add(3, '')).rejects.toMatchObject({ status: 400, response: { data: { error: { message } } } });
	sandbox.set({ metadataCharacters: 40_000 });
	await add(3);
	expect(sandbox.state().effects).toHaveLength(3);
});
