import { expect, test } from 'vitest';
import type { AddressBook } from '../kind.ts';
import { gmailDraftEmail } from './gmail-draft-email.ts';

const book: AddressBook = [
	{ kind: 'email', id: '1', value: 'priya@harbour.example', label: 'Priya Shah' },
	{ kind: 'email', id: '2', value: 'tom@lark.example', label: '' },
	{ kind: 'webhook', id: '3', value: 'hooks@northwind.example', label: 'Hooks' }
];

const titleTo = (...to: string[]) =>
	gmailDraftEmail.summary({ to, cc: [], bcc: [], subject: 'Chairs', body: 'Hello.' }, book).title;

test.each([
	[['Priya@Harbour.example'], 'Mail to Priya Shah'],
	[['P. Shah <priya@harbour.example>'], 'Mail to P. Shah'],
	[['priya@harbour.example', 'tom@lark.example'], 'Mail to Priya Shah and one other'],
	[['"Shah, Priya" <priya@harbour.example>'], 'Mail to Shah, Priya'],
	[['tom@lark.example'], 'Mail to tom@lark.example'],
	[['hooks@northwind.example'], 'Mail to hooks@northwind.example']
])('%s: %s', (to, title) => {
	expect(titleTo(...to)).toBe(title);
});
