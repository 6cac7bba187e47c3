import { startPostgres } from './postgres.ts';

export type KeptPostgres = { url: string; stop(): Promise<void>; force(): void };

/** The embedded Postgres, which comes back on the same port when it dies. */
export async function keepPostgres(
	options: { dataDir: string; password: string },
	say: (message: string) => void
): Promise<KeptPostgres> {
	let server = await startPostgres(options);
	const { url, port } = server;
	let stopping = false;
	const over = keep();

	async function keep(): Promise<void> {
		while (true) {
			await server.exited;
			if (stopping) return;
			say('  ! Postgres ended and is started again');
			await restart();
		}
	}

	async function restart(): Promise<void> {
		for (let pauseMs = 200; !stopping; pauseMs = Math.min(pauseMs * 2, 10_000)) {
			try {
				server = await startPostgres({ ...options, port });
				return;
			} catch (error) {
				say(`  ! ${(error as Error).message}`);
				await new Promise((resolve) => setTimeout(resolve, pauseMs));
			}
		}
	}

	async function stop(): Promise<void> {
		stopping = true;
		await server.stop();
		await over;
	}

	return { url, stop, force: () => void server.stop() };
}
