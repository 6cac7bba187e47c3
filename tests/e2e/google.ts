import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

type Draft = { to: string; subject: string; text: string };
type Tab = { sheetId: number; title: string; rows: { text: string }[][] };
type Sheet = { id: string; owner: string; title: string; tabs: Tab[] };
type State = {
	accounts: { email: string; drafts: Draft[] }[];
	grants: { email: string }[];
	spreadsheets: Sheet[];
};

/** The other end: what really lies there, and what may happen there without us. */
export type Google = {
	state(): Promise<State>;
	draftsOf(email: string): Promise<Draft[]>;
	/** The spreadsheet "Expenses 2026", which every account has. */
	expensesOf(email: string): Promise<Sheet>;
	/** The spreadsheet of that title, of which every account has a few. */
	sheetOf(email: string, title: string): Promise<Sheet>;
	/** Where its owner sees it and changes its rows. */
	pageOf(sheet: Sheet): string;
	/** As the owner does on the sheet's own page. */
	renameTab(sheet: Sheet, from: string, title: string): Promise<void>;
	/** Ends what this account has allowed, as its owner would in their Google account. */
	revoke(email: string): Promise<void>;
	/** What was written is found there only so much later. */
	findLate(email: string, seconds: number): Promise<void>;
};

/** Google as the sandbox at this address plays it. */
export function openGoogle(url: string): Google {
	const state = async () => (await (await fetch(`${url}/sandbox/state`)).json()) as State;
	const post = async (path: string, body: string | URLSearchParams) => {
		const answer = await fetch(url + path, { method: 'POST', body });
		expect(answer.ok, `${path}: ${await answer.text()}`).toBe(true);
	};
	const setFault = (fault: object) => post('/sandbox/faults', JSON.stringify(fault));
	const sheetOf = async (email: string, called: string) => {
		const { spreadsheets } = await state();
		const sheet = spreadsheets.find(({ owner, title }) => owner === email && title === called);
		if (!sheet) throw new Error('The account has no such spreadsheet.');
		return sheet;
	};
	return {
		state,
		async draftsOf(email) {
			return (await state()).accounts.find((account) => account.email === email)?.drafts ?? [];
		},
		sheetOf,
		expensesOf: (email) => sheetOf(email, 'Expenses 2026'),
		pageOf: ({ id }) => `${url}/spreadsheets/d/${id}/edit`,
		async renameTab({ id, tabs }, from, title) {
			const tab = tabs.find((one) => one.title === from);
			await post(`/spreadsheets/d/${id}/${tab?.sheetId}/rename`, new URLSearchParams({ title }));
		},
		revoke: (email) => setFault({ email, revokeTokens: true }),
		findLate: (email, searchLagSeconds) => setFault({ email, searchLagSeconds })
	};
}

/** A Google account that nobody else in these journeys has. */
export function newAccount(): string {
	return `dana-${randomUUID().slice(0, 8)}@northwind.example`;
}

/** On the sandbox's consent page: chooses the account, unticks what is named, and allows the rest. */
export async function allow(page: Page, email: string, untick: RegExp[] = []): Promise<void> {
	await expect(page.getByRole('heading', { name: /wants access to your Google Account/ })).toBeVisible();
	await page.getByRole('textbox', { name: /another one/i }).fill(email);
	for (const name of untick) await page.getByRole('checkbox', { name }).uncheck();
	await page.getByRole('button', { name: 'Allow' }).click();
}

/** Connects an account, a new one unless it is said which, and comes back to the inbox. */
export async function connect(page: Page, email = newAccount()): Promise<string> {
	await page.goto('/api/oauth/google/start?next=/inbox');
	await allow(page, email);
	await expect(page).toHaveURL('/inbox');
	return email;
}
