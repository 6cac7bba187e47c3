import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

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

/** Ends what this account has allowed, as its owner would in their Google account. */
export async function revokeAtGoogle(sandboxUrl: string, email: string): Promise<void> {
	const answer = await fetch(`${sandboxUrl}/sandbox/faults`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ email, revokeTokens: true })
	});
	expect(answer.ok, await answer.text()).toBe(true);
}

/** How many drafts lie in the account's mailbox: the truth at the other end. */
export async function draftsOf(sandboxUrl: string, email: string): Promise<number> {
	const answer = await fetch(`${sandboxUrl}/sandbox/state`);
	const { accounts } = (await answer.json()) as { accounts: { email: string; drafts: unknown[] }[] };
	return accounts.find((account) => account.email === email)?.drafts.length ?? 0;
}
