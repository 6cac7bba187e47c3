import type { Guarded } from './guard.ts';
import { endGroup } from './processes.ts';

export type Part = {
	/** The process group of the present incarnation. */
	group(): number;
	/** How often it has ended without being asked to. */
	crashes(): number;
	stop(patienceMs: number): Promise<void>;
};

const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** Who has run this long was healthy: its next crash is a first one again. */
const healthyAfterMs = 30_000;

/** Keeps a process running: one that ends by itself comes back, after a pause that doubles each time. */
export function supervise(
	name: string,
	spawn: () => Guarded,
	onChange: (event: { group: number; crash: { code: number; pauseMs: number } | null }) => void
): Part {
	let present = spawn();
	let crashes = 0;
	let stopping = false;
	let wakeUp: () => void = () => {};
	const over = run();

	async function run(): Promise<void> {
		let pauseMs = firstPauseMs;
		onChange({ group: present.group, crash: null });
		while (true) {
			const startedAt = Date.now();
			const code = await present.exited;
			if (stopping) return;
			crashes++;
			// Only the guard may have been killed: what it left would hold the port.
			await endGroup(present.group, `agentforce-${name}`, 2_000);
			if (Date.now() - startedAt > healthyAfterMs) pauseMs = firstPauseMs;
			onChange({ group: present.group, crash: { code, pauseMs } });
			await new Promise<void>((resolve) => {
				wakeUp = resolve;
				setTimeout(resolve, pauseMs);
			});
			if (stopping) return;
			pauseMs = Math.min(pauseMs * 2, longestPauseMs);
			present = spawn();
			onChange({ group: present.group, crash: null });
		}
	}

	async function stop(patienceMs: number): Promise<void> {
		stopping = true;
		wakeUp();
		present.end();
		const timer = setTimeout(() => void endGroup(present.group, `agentforce-${name}`, 0), patienceMs);
		await over;
		clearTimeout(timer);
		// Whatever it started itself, such as a watcher's child.
		await endGroup(present.group, `agentforce-${name}`, 1_000);
	}

	return { group: () => present.group, crashes: () => crashes, stop };
}
