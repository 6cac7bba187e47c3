import { describe, expect, test } from 'vitest';
import type { Address, AddressKind } from '#lib/schemas/address-book.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import type { Actor } from '../access/actor.ts';
import { addAddress } from './add-address.ts';
import { listAddresses } from './list-addresses.ts';
import { removeAddress } from './change-address.ts';

const { app, db, newTenant } = await openWorkerFixture();
const sheet = '1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-abcde';

function add(actor: Actor, kind: AddressKind, value: string, label = ''): Promise<Address> {
	return addAddress(app, actor, { kind, value, label });
}

describe('an address', () => {
	test.each([
		['email', ' Priya@Harbour.Example ', 'priya@harbour.example', ''],
		['email', 'Priya Shah <priya@harbour.example>', 'priya@harbour.example', 'Priya Shah'],
		['spreadsheet', `https://docs.google.com/spreadsheets/d/${sheet}/edit#gid=0`, sheet, ''],
		['spreadsheet', `https://docs.google.com/spreadsheets/u/2/d/${sheet}/edit`, sheet, ''],
		['spreadsheet', sheet, sheet, ''],
		[
			'webhook',
			'https://Hooks.northwind.example/in?a=1',
			'https://hooks.northwind.example/in?a=1',
			'hooks.northwind.example'
		]
	] as const)('%s %s is kept as what agents are compared with', async (kind, given, value, label) => {
		const { owner } = await newTenant();
		expect(await add(owner, kind, given)).toMatchObject({ kind, value, label });
	});

	test.each([
		['email', 'priya'],
		['email', 'priya@harbour.example, tom@lark.example'],
		['email', '"priya@harbour.example" <tom@lark.example>'],
		['email', 'priya@localhost'],
		['spreadsheet', 'Expenses 2026'],
		['spreadsheet', 'https://example.com/sheet'],
		['webhook', 'http://hooks.northwind.example/in'],
		['webhook', 'https://user:pass@hooks.northwind.example/in'],
		['webhook', 'javascript:alert(1)'],
		['webhook', 'hooks.northwind.example']
	] as const)('%s %s is refused with a sentence', async (kind, given) => {
		const { owner } = await newTenant();
		await expect(add(owner, kind, given)).rejects.toMatchObject({
			code: 'invalid_input',
			details: { fields: { value: expect.stringMatching(/^[A-Z].*\.$/) } }
		});
	});

	test('a second time is the same entry with the new name', async () => {
		const { owner } = await newTenant();
		await Promise.all([
			add(owner, 'email', 'priya@harbour.example'),
			add(owner, 'email', 'PRIYA@harbour.example')
		]);
		await add(owner, 'email', 'priya@harbour.example', 'Priya Shah');
		expect(await listAddresses(app, owner)).toMatchObject([
			{ value: 'priya@harbour.example', label: 'Priya Shah' }
		]);
	});

	test('a name means one sheet', async () => {
		const { owner } = await newTenant();
		await add(owner, 'spreadsheet', sheet, 'Expenses 2026');
		await expect(add(owner, 'spreadsheet', `${sheet}x`, 'expenses 2026')).rejects.toMatchObject({
			code: 'invalid_input'
		});
		expect(await add(owner, 'spreadsheet', sheet, 'Expenses')).toMatchObject({ label: 'Expenses' });
	});
});

describe('who may change the address book', () => {
	test('reviewers, but webhooks only owners and admins, who alone see the secret', async () => {
		const { owner, member } = await newTenant();
		const [reviewer, admin, plain] = [
			await member('reviewer'),
			await member('admin'),
			await member('member')
		];
		const { id } = await addAddress(app, reviewer, {
			kind: 'email',
			value: 'priya@harbour.example',
			label: ''
		});
		await expect(add(plain, 'email', 'tom@lark.example')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(removeAddress(app, plain, id)).rejects.toMatchObject({ code: 'forbidden' });
		const url = 'https://hooks.northwind.example/in';
		await expect(add(reviewer, 'webhook', url)).rejects.toMatchObject({ code: 'forbidden' });
		const hook = await addAddress(app, admin, { kind: 'webhook', value: url, label: 'Shop' });
		expect(hook.secret).toMatch(/^whsec_/);
		expect(await listAddresses(app, owner, 'webhook')).toEqual([hook]);
		expect(await listAddresses(app, reviewer, 'webhook')).toEqual([
			{ ...hook, value: 'https://hooks.northwind.example/…', secret: null }
		]);
		await expect(removeAddress(app, reviewer, hook.id)).rejects.toMatchObject({ code: 'forbidden' });
		await removeAddress(app, owner, hook.id);
		await removeAddress(app, reviewer, id);
		expect(await listAddresses(app, owner)).toEqual([]);
	});
});

describe('an address book of which one kind is full', () => {
	const full = async (owner: Actor, kind: AddressKind) => {
		await db.$executeRaw`
			insert into address_book (id, workspace_id, kind, value, label)
			select gen_random_uuid(), ${owner.workspaceId}::uuid, ${kind}, n || '@harbour.example', ''
			from generate_series(1, ${kind === 'email' ? 10_000 : 1_000}::int) n`;
	};

	// Every recipient that a reviewer confirms is an entry, so a busy year brings thousands.
	test('takes the others', async () => {
		const { owner } = await newTenant();
		await full(owner, 'email');
		expect(await add(owner, 'spreadsheet', sheet, 'Expenses')).toMatchObject({ label: 'Expenses' });
		expect(await add(owner, 'email', '7@harbour.example', 'Priya')).toMatchObject({ label: 'Priya' });
	});

	test.each([
		['email', 'priya@harbour.example'],
		['spreadsheet', sheet],
		['webhook', 'https://hooks.northwind.example/in']
	] as const)('refuses one more %s', async (kind, value) => {
		const { owner } = await newTenant();
		await full(owner, kind);
		await expect(add(owner, kind, value)).rejects.toMatchObject({
			code: 'invalid_input',
			message: expect.stringContaining('Remove some first.') as string
		});
	});
});

test.each(['Ehop', 'shop', 'Ѕhop', 'Sh0p', 'S\u200Bhop'])(
	'a webhook called %s beside “Shop”: only when nobody can take one for the other',
	async (label) => {
		const { owner } = await newTenant();
		await add(owner, 'webhook', 'https://hooks.northwind.example/one', 'Shop');
		const second = add(owner, 'webhook', 'https://hooks.rival.example/two', label);
		if (label === 'Ehop') await expect(second).resolves.toMatchObject({ label });
		else await expect(second).rejects.toMatchObject({ code: 'invalid_input' });
	}
);

test.each(['100%', 'A_B', 'ends with a \\', '%'])('the label “%s” is compared as it is', async (label) => {
	const { owner } = await newTenant();
	await add(owner, 'webhook', 'https://hooks.northwind.example/one', 'Another');
	expect(await add(owner, 'webhook', 'https://hooks.northwind.example/two', label)).toMatchObject({ label });
});
