/** Seconds without a heartbeat after which a process holds no lease any more. */
export const leaseSeconds = 60;

/** A process stops itself after this many seconds without a confirmed heartbeat, long before others take over. */
export const fenceSeconds = 20;

/** Another process has taken the run over, or it was cancelled: whoever sees this writes nothing more. */
export class LeaseLost extends Error {
	override readonly name = 'LeaseLost';
}

/** A guarded write says how many rows it changed; none means that the lease is gone. */
export function held(changed: number): void {
	if (changed === 0) throw new LeaseLost('The run belongs to somebody else now.');
}
