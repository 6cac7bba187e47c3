import { pathToFileURL } from 'node:url';

/** A built SvelteKit server that ends with the bench. */
process.once('disconnect', () => process.exit());
process.channel?.unref();
await import(pathToFileURL(process.env.BENCH_SERVER ?? '').href);
