import { holdSeconds } from '#lib/hold.ts';

/** How long a silence means what, in seconds. */
export type Timings = {
	/** Between two heartbeats of a process. */
	beatSeconds: number;
	/** A process stops itself after this long without a confirmed heartbeat, long before others take over. */
	fenceSeconds: number;
	/** Without a heartbeat for this long a process holds no lease any more. */
	leaseSeconds: number;
	/** Between two looks at what dead processes left. */
	reconcileSeconds: number;
	/** Who tries an agent out waits for it this long; then it goes on without them. */
	demoSeconds: number;
	/** An approval can be undone for this long. */
	holdSeconds: number;
	/** The waits before each look for an effect whose answer was lost. */
	lookSeconds: readonly number[];
	/** For this long after a request its effect may not show at the vendor yet. */
	effectLagSeconds: number;
	/** The first wait before an action is tried again. */
	retrySeconds: number;
	/** A mail about what happened takes in what else happens meanwhile. */
	gatherSeconds: number;
	/** Between two mails of one kind to one member. */
	mailEverySeconds: number;
	/** Between two looks for new rows in a sheet, and while some are there that may still be written in. */
	rowLookSeconds: number;
	freshRowSeconds: number;
};

/** Fault tests make time pass faster with a `scale` below 1; everybody on one database must use the same. */
export function timingsAt(scale: number): Timings {
	return {
		beatSeconds: 5 * scale,
		fenceSeconds: 20 * scale,
		leaseSeconds: 60 * scale,
		reconcileSeconds: 5 * scale,
		demoSeconds: 25,
		holdSeconds: holdSeconds * scale,
		lookSeconds: [2, 5, 10, 20, 40].map((seconds) => seconds * scale),
		effectLagSeconds: 60 * scale,
		retrySeconds: 5 * scale,
		gatherSeconds: 20 * scale,
		mailEverySeconds: 900 * scale,
		rowLookSeconds: 30 * scale,
		freshRowSeconds: 10 * scale
	};
}

/** Another process has taken the run over, or it was cancelled: whoever sees this writes nothing more. */
export class LeaseLost extends Error {
	override readonly name = 'LeaseLost';
}

/** A guarded write says how many rows it changed; none means that the lease is gone. */
export function held(changed: number): void {
	if (changed === 0) throw new LeaseLost('The run belongs to somebody else now.');
}
