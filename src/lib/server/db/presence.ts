import pg from 'pg';
import type { Presence, ProcessInfo } from '#server/ports/presence.ts';
import { isPooled } from './pooler.ts';

type PresenceTimings = { beatSeconds: number; fenceSeconds: number };

/** Presence on one connection per process. It must be direct: PgBouncer in transaction mode keeps no session. */
export function createPresence(connectionString: string, timings: PresenceTimings): Presence {
	const { beatSeconds, fenceSeconds } = timings;
	const fenceMillis = fenceSeconds * 1_000;
	return {
		async demandDirect() {
			if (!(await isPooled(connectionString))) return;
			throw new Error(
				'DATABASE_URL leads through a connection pooler in transaction mode. The worker and live events need a direct connection to Postgres.'
			);
		},
		async join(info, onLost) {
			const client = new pg.Client({
				connectionString,
				keepAlive: true,
				query_timeout: 0.4 * fenceMillis,
				connectionTimeoutMillis: 8_000,
				application_name: `agentforce-${info.kind}-presence`
			});
			let over = false;
			let joined = false;
			const lose = (reason: string, broken = false) => {
				if (over) return;
				over = true;
				timers.forEach(clearInterval);
				void client.end().catch(() => undefined);
				// Before that, the caller hears of it by the rejection, and hearing twice would make two new tries of one.
				if (joined) onLost(reason, broken);
			};
			client.on('error', (error) => lose(`The connection of the heartbeat broke: ${error.message}`, true));
			client.on('end', () => lose('The connection of the heartbeat was closed', true));
			const timers: NodeJS.Timeout[] = [];
			try {
				await client.connect();
				await register(client, info);
			} catch (error) {
				lose('This process could not join');
				throw error;
			}
			joined = true;
			let confirmed = performance.now();
			const beat = async () => {
				const sent = performance.now();
				const { rowCount } = await client.query(
					'update worker_heartbeats set seen_at = now() where id = $1::uuid',
					[info.id]
				);
				if (rowCount === 0) return lose('Others took this process for dead');
				confirmed = sent;
			};
			timers.push(setInterval(() => void beat().catch(() => undefined), beatSeconds * 1_000));
			timers.push(
				setInterval(() => {
					if (performance.now() - confirmed > fenceMillis)
						lose(`No heartbeat could be written for ${fenceSeconds} s`);
				}, fenceMillis / 20)
			);
			return {
				async leave() {
					if (over) return;
					over = true;
					timers.forEach(clearInterval);
					await client.query('delete from worker_heartbeats where id = $1::uuid', [info.id]);
					await client.end();
				}
			};
		}
	};
}

async function register(client: pg.Client, info: ProcessInfo): Promise<void> {
	await client.query('select pg_advisory_lock(hashtextextended($1::text, 0))', [info.id]);
	await client.query(
		`insert into worker_heartbeats (id, kind, host, pid, pool_id, version, lock_key)
		values ($1::uuid, $2, $3, $4, $5, $6, hashtextextended($1::text, 0))`,
		[info.id, info.kind, info.host, info.pid, info.poolId, info.version]
	);
}
