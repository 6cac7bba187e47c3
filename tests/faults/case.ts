import { afterAll, afterEach, expect, inject } from 'vitest';
import { FaultCluster } from '../support/fault-cluster.ts';

type Options = Omit<Parameters<typeof FaultCluster.open>[0], 'postgres'>;

/** A cluster for all cases of a file; after each of them nothing may be broken. Call it once, at the top. */
export async function openCluster(options: Options = {}): Promise<FaultCluster> {
	const cluster = await FaultCluster.open({ postgres: inject('postgres'), ...options });
	afterEach(async () => expect(await cluster.violations()).toEqual([]));
	afterAll(() => cluster.close());
	return cluster;
}

/** A cluster of one case's own. */
export async function onCluster(
	options: Options,
	work: (cluster: FaultCluster) => Promise<void>
): Promise<void> {
	const cluster = await FaultCluster.open({ postgres: inject('postgres'), ...options });
	try {
		await work(cluster);
		expect(await cluster.violations()).toEqual([]);
	} finally {
		await cluster.close();
	}
}
