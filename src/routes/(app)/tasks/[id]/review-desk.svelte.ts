import { tick } from 'svelte';
import { refusalOf } from '#lib/refusal.ts';
import type { DecideTask, Decision, TaskDetail, TaskStatus } from '#lib/schemas/task.ts';

type Hands = {
	decide: (input: DecideTask) => Promise<TaskDetail>;
	retry: (id: string) => Promise<TaskDetail>;
	reload: () => Promise<void>;
};
export type Panel = 'revise' | 'reject' | null;

/** What the person did here: shown at once, taken back calmly when it was refused. */
export class ReviewDesk {
	/** On its way: the page already shows its outcome. */
	deciding = $state<Decision | 'retry' | null>(null);
	/** Decided here, not merely opened after the fact. */
	decided = $state<Decision | null>(null);
	/** Why something was not done, in a sentence. */
	notice = $state('');
	panel = $state<Panel>(null);
	/** Kept while the panel is closed, so a lost connection costs nobody their words. */
	feedback = $state({ revise: '', reject: '' });
	readonly #task: () => TaskDetail;
	readonly #replace: (task: TaskDetail) => void;
	readonly #hands: Hands;

	constructor(task: () => TaskDetail, replace: (task: TaskDetail) => void, hands: Hands) {
		this.#task = task;
		this.#replace = replace;
		this.#hands = hands;
	}

	/** The state to show: where the task will be when what is on its way has arrived. */
	get status(): TaskStatus {
		const { status, actions } = this.#task();
		if (this.deciding === null) return status;
		const outcomes: Record<Decision | 'retry', TaskStatus> = {
			approve: actions.length > 0 ? 'approved' : 'completed',
			reject: 'rejected',
			revise: 'queued',
			cancel: 'cancelled',
			retry: 'queued'
		};
		return outcomes[this.deciding];
	}

	async decide(decision: Decision, feedback?: string): Promise<void> {
		const { id, runId, actions } = this.#task();
		const seen = actions.map((action) => ({ id: action.id, hash: action.payloadHash }));
		const reopened = this.panel;
		this.panel = null;
		const done = await this.#do(decision, () =>
			this.#hands.decide({
				id,
				decision,
				actions: seen,
				...(feedback ? { feedback } : {}),
				...(runId ? { runId } : {})
			})
		);
		if (done === true) {
			this.decided = decision;
			this.feedback = { revise: '', reject: '' };
		} else if (done === 'unreachable') this.panel = reopened;
	}

	async retry(): Promise<void> {
		await this.#do('retry', () => this.#hands.retry(this.#task().id));
	}

	async #do(what: Decision | 'retry', call: () => Promise<TaskDetail>): Promise<boolean | 'unreachable'> {
		if (this.deciding !== null) return false;
		this.deciding = what;
		this.decided = null;
		this.notice = '';
		try {
			this.#replace(await call());
			return true;
		} catch (error) {
			const { code, message } = refusalOf(error);
			this.notice =
				code === 'unreachable'
					? 'We could not be reached, so nothing has changed yet. Please try again.'
					: message;
			if (code === 'unreachable') return 'unreachable';
			await this.#hands.reload();
			return false;
		} finally {
			this.deciding = null;
			await tick();
		}
	}
}
