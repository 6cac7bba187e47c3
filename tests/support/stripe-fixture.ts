import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startStripe, type StripeSandbox } from '../../sandbox/stripe/start.ts';

/** A Stripe of this test file's own, whose seconds are hundredths. Call it at the top. */
export async function openStripe(): Promise<StripeSandbox> {
	const dir = await mkdtemp(join(tmpdir(), 'agentforce-stripe-'));
	const sandbox = await startStripe({ port: 0, dir, timeScale: 0.01 });
	afterAll(async () => {
		await sandbox.close();
		await rm(dir, { recursive: true });
	});
	return sandbox;
}

/** Presses a button of a page of Stripe's; gives where the browser is sent, and what it is shown. */
export async function press(
	page: string,
	form: Record<string, string>
): Promise<{ status: number; location: string | null; text: string }> {
	const answer = await fetch(page, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
	return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

/** Pays on a payment page as a person does; the good card unless it is said which. */
export function pay(page: string, card = 'good', decision = 'pay') {
	return press(page, { card, decision });
}
