import { resolve } from 'node:path';
import { startSandbox } from './start.ts';
import { startStripe } from './stripe/start.ts';

/** The sandbox as a process of its own, on SANDBOX_PORT and two others, in SANDBOX_DIR; 0 or nothing takes a free port. */
const { SANDBOX_PORT, SANDBOX_SMTP_PORT, SANDBOX_STRIPE_PORT, SANDBOX_DIR, SANDBOX_TIME_SCALE } = process.env;

function giveUp(error: unknown): never {
	console.error(`The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
	process.exit(1);
}

const shared = { dir: resolve(SANDBOX_DIR ?? '.data/sandbox'), timeScale: Number(SANDBOX_TIME_SCALE ?? 1) };
const sandbox = await startSandbox({
	...shared,
	port: Number(SANDBOX_PORT ?? 0),
	smtpPort: Number(SANDBOX_SMTP_PORT ?? 0)
}).catch(giveUp);
const stripe = await startStripe({ ...shared, port: Number(SANDBOX_STRIPE_PORT ?? 0) }).catch(giveUp);

function stop(): void {
	void Promise.all([sandbox.close(), stripe.close()]).finally(() => process.exit(0));
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// Started by another program, we end with it.
process.once('disconnect', stop);
process.send?.({ url: sandbox.url, smtpUrl: sandbox.smtpUrl, stripeUrl: stripe.url });
console.log(`The sandbox is ready at ${sandbox.url}, mail at ${sandbox.smtpUrl}, Stripe at ${stripe.url}`);
