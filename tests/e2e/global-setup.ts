import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { startTestPostgres } from '../postgres.ts';
import { startProduct } from './product.ts';

/** Builds the product and starts it, on a Postgres that goes away afterwards. */
export default async function setup(): Promise<() => Promise<void>> {
	mkdirSync('test-results', { recursive: true });
	await promisify(execFile)('vite', ['build']);
	const postgres = await startTestPostgres();
	const offline = await startProduct('product-offline', postgres).catch(async (error: unknown) => {
		await postgres.stop();
		throw error;
	});
	process.env.PRODUCT_OFFLINE_URL = offline.url;
	return async () => {
		await offline.stop();
		await postgres.stop();
	};
}
