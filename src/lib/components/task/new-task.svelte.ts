import { formatNumber } from '../../format.ts';
import type { Refusal } from '../../refusal.ts';
import {
	instructionsMaxLength,
	materialMaxLength,
	recipientsMax,
	titleMaxLength
} from '../../schemas/limits.ts';
import type { SampleTask } from '../../schemas/role-template.ts';
import { taskTitle } from '../../task-title.ts';
import { guessAgent, type Choosable } from './guess-agent.ts';
import { recognised } from './recipients.ts';
import { newIdempotencyKey, type TaskDraft } from './task-draft.ts';

/** Without a title it is called by its words; see `lib/task-title.ts`. */
export type NewTask = {
	agentId: string;
	title?: string;
	instructions: string;
	material?: string;
	recipients?: string[];
};
/** Answers null when the task was taken on. The same key may come again with the same task. */
export type SendTask = (task: NewTask, idempotencyKey: string) => Promise<Refusal | null>;

/** What a person has put down for a task so far, and what follows from it. */
export class NewTaskState {
	/** Whom the person chose; empty while that is left to the words. */
	chosenId = $state('');
	title = $state('');
	instructions = $state('');
	material = $state('');
	people = $state<string[]>([]);
	/** Whom the first sentence names, but not the person. */
	dismissed = $state<string[]>([]);
	/** The word at the end of the text may not be finished. */
	writing = $state(false);
	sending = $state(false);
	errors = $state<Record<string, string>>({});
	refusal = $state<Refusal | null>(null);
	idempotencyKey = $state('');

	readonly #agents: () => readonly Choosable[];
	readonly guess = $derived.by(() => guessAgent(`${this.title} ${this.instructions}`, this.#agents()));
	readonly agent = $derived.by(() => {
		const id = this.chosenId || this.guess?.agentId;
		return this.#agents().find((agent) => agent.id === id);
	});
	readonly named = $derived.by(() =>
		recognised(this.instructions, this.writing).filter((one) => !this.dismissed.includes(one))
	);
	readonly left = $derived(instructionsMaxLength - this.instructions.trim().length);
	/** What it will be called when nobody calls it anything. */
	readonly ownTitle = $derived(this.instructions.trim() ? taskTitle(this.instructions) : '');
	readonly begun = $derived(
		Boolean(this.title || this.instructions || this.material) || this.people.length > 0
	);

	constructor(agents: () => readonly Choosable[]) {
		this.#agents = agents;
	}

	restore(draft: TaskDraft): void {
		const isThere = this.#agents().some(({ id }) => id === draft.agentId);
		if (!this.chosenId && isThere) this.chosenId = draft.agentId;
		this.title = draft.title;
		this.instructions = draft.instructions;
		this.material = draft.material;
		this.people = draft.recipients;
		this.idempotencyKey = draft.idempotencyKey;
	}
	draft(): TaskDraft | null {
		const { chosenId: agentId, title, instructions, material, people: recipients, idempotencyKey } = this;
		return this.begun ? { agentId, title, instructions, material, recipients, idempotencyKey } : null;
	}
	fill({ title, instructions, recipients = [] }: SampleTask): void {
		Object.assign(this, { title, instructions, people: [...recipients], dismissed: [], errors: {} });
	}

	/** True when it is with us. */
	async send(send: SendTask): Promise<boolean> {
		this.refusal = null;
		this.errors = this.#check();
		if (Object.keys(this.errors).length > 0) return false;
		this.sending = true;
		const problem = await send(this.#task(), this.idempotencyKey);
		if (!problem) return true;
		this.sending = false;
		this.errors = problem.fields;
		if (Object.keys(this.errors).length === 0) this.refusal = problem;
		return false;
	}
	/** For what the person says is another task than the one that did arrive. */
	renew(): void {
		this.idempotencyKey = newIdempotencyKey();
	}

	#task(): NewTask {
		const recipients = this.#recipients();
		return {
			agentId: this.agent?.id ?? '',
			...(this.title.trim() && { title: this.title.trim() }),
			instructions: this.instructions.trim(),
			...(this.material.trim() && { material: this.material.trim() }),
			...(recipients.length > 0 && { recipients })
		};
	}
	/** Nobody is writing any more when it is sent. */
	#recipients(): string[] {
		const spoken = recognised(this.instructions, false).filter((one) => !this.dismissed.includes(one));
		return [...spoken, ...this.people.filter((one) => !spoken.includes(one))];
	}
	#check(): Record<string, string> {
		const found: Record<string, string> = {};
		if (!this.agent) found['agentId'] = 'Please choose who does it.';
		if (this.title.trim().length > titleMaxLength)
			found['title'] = `Please use at most ${titleMaxLength} characters.`;
		if (!this.instructions.trim()) found['instructions'] = 'Please say what should be done.';
		if (this.left < 0) found['instructions'] = shorten(-this.left);
		const over = this.material.trim().length - materialMaxLength;
		if (over > 0) found['material'] = shorten(over);
		if (this.#recipients().length > recipientsMax)
			found['recipients'] = `Please name at most ${recipientsMax} recipients.`;
		return found;
	}
}

const shorten = (over: number) =>
	`Please shorten this by ${formatNumber(over)} ${over === 1 ? 'character' : 'characters'}.`;
