import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { build, generate, isBuilt } from '../../scripts/lib/build.ts';
import { startModelPeer } from '../peers/model-peer.ts';
import { startTestPostgres } from '../support/postgres.ts';
import { startProduct } from './product.ts';

type Ending = () => unknown;

/**
 * Builds the product when that is stale and starts it twice, on a Postgres that goes away afterwards:
 * once without a model key, once with a model peer behind its key.
 */
export default async function setup(): Promise<() => Promise<void>> {
	const endings: Ending[] = [];
	const teardown = async () => {
		for (const end of endings.reverse()) await end();
	};
	try {
		await start(endings);
	} catch (error) {
		await teardown();
		throw error;
	}
	return teardown;
}

async function start(endings: Ending[]): Promise<void> {
	mkdirSync('test-results', { recursive: true });
	await generate();
	if (!isBuilt()) await build();
	const folder = copyOfBuild();
	endings.push(() => rmSync(folder, { recursive: true }));
	const postgres = await startTestPostgres();
	endings.push(postgres.stop);
	const peer = await startModelPeer();
	endings.push(peer.stop);
	const key = { OPENAI_API_KEY: 'sk-journeys', OPENAI_BASE_URL: peer.url, OPENAI_MODEL: 'gpt-6-luna' };
	const offline = await startProduct('product-offline', postgres, folder);
	endings.push(offline.stop);
	const online = await startProduct('product-model', postgres, folder, key);
	endings.push(online.stop);
	process.env.PRODUCT_OFFLINE_URL = offline.url;
	process.env.PRODUCT_MODEL_URL = online.url;
	process.env.MODEL_PEER_URL = peer.url;
	process.env.DATABASE_OFFLINE_URL = offline.databaseUrl;
	process.env.DATABASE_MODEL_URL = online.databaseUrl;
	process.env.SANDBOX_OFFLINE_URL = offline.sandboxUrl;
	process.env.VALIDATOR_OFFLINE_URL = offline.validatorUrl;
	process.env.SANDBOX_MODEL_URL = online.sandboxUrl;
	process.env.STRIPE_MODEL_URL = online.stripeUrl;
}

/** Whoever builds while journeys run does not pull the files from under them. */
function copyOfBuild(): string {
	mkdirSync('node_modules/.cache', { recursive: true });
	const folder = mkdtempSync('node_modules/.cache/journeys-');
	cpSync('build', folder, { recursive: true });
	return folder;
}
