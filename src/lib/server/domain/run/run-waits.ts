/** Why a run that could go on does not: it is put back in line, nothing failed and no attempt is burnt. */
export type WaitReason =
	'retry' | 'rate_limit' | 'budget' | 'budget_busy' | 'tasks' | 'paused' | 'hours' | 'stopped';

export class RunWaits extends Error {
	override readonly name = 'RunWaits';
	readonly reason: WaitReason;
	/** Null is as soon as its agent and workspace are at work again. */
	readonly until: Date | null;

	constructor(reason: WaitReason, message: string, until: Date | null) {
		super(message);
		this.reason = reason;
		this.until = until;
	}
}
