import { expect, test } from 'vitest';
import type { AddressBook } from '../../../address-book/target.ts';
import { actionSchema } from '../../registry.ts';
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
	[['P. Shah <priya@harbour.example>'], 'Mail to Priya Shah'],
	[['priya@harbour.example', 'tom@lark.example'], 'Mail to Priya Shah and 1 more'],
	[['"Shah, Priya" <priya@harbour.example>'], 'Mail to Priya Shah'],
	[['Good Customer <tom@lark.example>'], 'Mail to tom@lark.example'],
	[['tom@lark.example', 'Tom <Tom@lark.example>'], 'Mail to tom@lark.example'],
	[['hooks@northwind.example'], 'Mail to hooks@northwind.example']
])('%s: %s', (to, title) => {
	expect(titleTo(...to)).toBe(title);
});

test('copies are counted in the title', () => {
	const mail = { to: ['priya@harbour.example'], cc: ['tom@lark.example'], bcc: ['ana@park.example'] };
	const { title } = gmailDraftEmail.summary({ ...mail, subject: 'Chairs', body: 'Hello.' }, book);
	expect(title).toBe('Mail to Priya Shah and 2 more');
});

test('a model writes a mail and nothing of a conversation; lists that it leaves out are empty', () => {
	const text = { subject: 'Chairs', body: 'Hello.' };
	const written = { to: 'tom@lark.example', ...text, inReplyTo: 'null', threadId: '' };
	const proposal = { kind: 'gmail.draftEmail', why: '', payload: written };
	expect(actionSchema(['gmail.draftEmail'])?.parse(proposal)).toEqual({
		...proposal,
		payload: { to: ['tom@lark.example'], cc: [], bcc: [], ...text }
	});
});

test.each([
	{ inReplyTo: '', threadId: '' },
	{ inReplyTo: 'null' },
	{ inReplyTo: 'x@y.example', threadId: '18f' }
])('which mail it answers is not a model’s to say: %o is left out', (fields) => {
	const plain = { to: ['priya@harbour.example'], cc: [], bcc: [], subject: 'Chairs', body: 'Hello.' };
	expect(gmailDraftEmail.proposal?.parse({ ...plain, ...fields })).toEqual(plain);
});
