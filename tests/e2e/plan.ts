import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Puts the workspace of this person on another plan, as an operator does. */
export async function setPlan(email: string, plan: string): Promise<void> {
	const env = { ...process.env, DATABASE_URL: process.env.DATABASE_OFFLINE_URL };
	await promisify(execFile)(process.execPath, ['scripts/admin.ts', 'set-plan', email, plan], { env });
}
