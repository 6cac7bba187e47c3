import { createHash } from 'node:crypto';
import type { Account, Cell, Spreadsheet, State } from './state.ts';

/** The accounts that are there from the start; any other address can be typed on the consent page. */
export const seededAccounts = [
	{ email: 'dana@northwind.example', name: 'Dana Whitfield' },
	{ email: 'accounts@northwind.example', name: 'Northwind Accounts' }
];

const seededSpreadsheets = [
	{
		title: 'Expenses 2026',
		tab: 'November',
		sheetId: 0,
		rows: [
			['Date', 'Supplier', 'Description', 'Amount', 'VAT', 'Category'],
			['2026-11-03', 'Harbour Timber', 'Ash boards, 12 pieces', '412.00', '68.67', 'Material'],
			['2026-11-09', 'City Power', 'Workshop, October', '188.40', '31.40', 'Energy']
		]
	},
	{
		title: 'Leads',
		tab: 'Leads',
		sheetId: 0,
		rows: [
			['Name', 'Company', 'E-mail', 'Source', 'Next step'],
			['Priya Shah', 'Harbour Hotel', 'priya@harbour.example', 'Trade fair', 'Send the quote'],
			['Tom Adeyemi', 'Studio Adeyemi', 'tom@adeyemi.example', 'Web form', 'Offer a visit']
		]
	},
	{
		title: 'Inquiries',
		tab: 'Inquiries',
		sheetId: 0,
		rows: [
			['Date', 'Name', 'E-mail', 'Message'],
			['2026-11-27', 'Ingrid Dahl', 'ingrid@fjord.example', 'Do you also mend old chairs? We have six.']
		]
	}
];

/** The same id for the same account and title on every machine, in the shape of Google’s: 44 characters. */
export function spreadsheetIdOf(email: string, title: string): string {
	const hash = createHash('sha256').update(`${email.toLowerCase()}\n${title}`).digest('base64url');
	return `1${hash.slice(0, 43)}`;
}

function subOf(email: string): string {
	const hash = createHash('sha256').update(email).digest('hex').slice(0, 16);
	return `1${BigInt(`0x${hash}`).toString().padStart(20, '0')}`.slice(0, 21);
}

export function stringCell(text: string): Cell {
	return { kind: 'string', text };
}

function newAccount(email: string, name: string): Account {
	return {
		email,
		name,
		sub: subOf(email),
		emailVerified: !email.includes('unverified'),
		historyId: 1_000,
		drafts: [],
		sent: []
	};
}

function newSpreadsheets(email: string): Spreadsheet[] {
	return seededSpreadsheets.map(({ title, tab, sheetId, rows }) => ({
		id: spreadsheetIdOf(email, title),
		title,
		owner: email,
		tabs: [{ sheetId, title: tab, rows: rows.map((row) => row.map(stringCell)) }],
		metadata: []
	}));
}

/** The account of this address; a new one comes with its spreadsheets. */
export function ensureAccount(state: State, address: string): Account {
	const email = address.trim().toLowerCase();
	const known = state.accounts.find((account) => account.email === email);
	if (known) return known;
	const name = seededAccounts.find((account) => account.email === email)?.name;
	const account = newAccount(email, name ?? email.replace(/@.*/, ''));
	state.accounts.push(account);
	state.spreadsheets.push(...newSpreadsheets(email));
	return account;
}

export function newState(): State {
	const state: State = {
		accounts: [],
		spreadsheets: [],
		events: [],
		consents: {},
		codes: {},
		accessTokens: {},
		refreshTokens: {},
		effects: [],
		fired: {},
		switches: {
			searchLagSeconds: {},
			requestsPerMinute: {},
			rotateRefreshTokens: false,
			accessTokenSeconds: 3_599,
			metadataCharacters: null,
			next: []
		},
		keys: [],
		nextNumber: 1
	};
	for (const { email } of seededAccounts) ensureAccount(state, email);
	return state;
}
