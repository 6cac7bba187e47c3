import { parseArgs } from 'node:util';
import { startTestPostgres } from '../tests/support/postgres.ts';
import { Chaos } from '../tests/faults/chaos.ts';

/** `npm run faults -- --minutes 30`: random faults over thousands of tasks, then what must hold. The seed repeats the choices. */

const { values } = parseArgs({
	options: {
		minutes: { type: 'string', default: '5' },
		seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
		workers: { type: 'string', default: '3' },
		tasks: { type: 'string', default: '2000' }
	}
});

const postgres = await startTestPostgres();
let violations: number;
try {
	const chaos = await Chaos.begin(postgres, {
		minutes: Number(values.minutes),
		seed: Number(values.seed),
		workers: Number(values.workers),
		tasks: Number(values.tasks)
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => chaos.stop());
	process.channel?.unref();
	violations = await chaos.run((line) => console.log(line));
} finally {
	await postgres.stop();
}
process.exit(violations > 0 ? 1 : 0);
