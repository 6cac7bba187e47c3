import { invalidate } from '$app/navigation';
import { toast } from '#lib/components/ui/toast.svelte.ts';
import { refusalOf } from '#lib/refusal.ts';
import type { Memory } from '#lib/schemas/memory.ts';
import { api } from '#lib/trpc.ts';

/** What a person does to an agent's memory. Each answers whether it was done; what went wrong is said. */
export class MemoryState {
	/** Removed here, and not gone from the page's data yet. */
	removed = $state<string[]>([]);
	busy = $state(false);
	readonly #agentId: string;

	constructor(agentId: string) {
		this.#agentId = agentId;
	}

	add(text: string): Promise<boolean> {
		return this.#do('Not added', () => api.memories.add.mutate({ agentId: this.#agentId, text }));
	}

	reword(id: string, text: string): Promise<boolean> {
		return this.#do('Not changed', () => api.memories.edit.mutate({ id, text }));
	}

	switch(id: string, enabled: boolean): Promise<boolean> {
		return this.#do('Not changed', () => api.memories.edit.mutate({ id, enabled }));
	}

	async remove(memory: Memory): Promise<void> {
		this.removed.push(memory.id);
		const done = await this.#do('Not removed', () => api.memories.remove.mutate({ id: memory.id }));
		if (!done) this.removed = this.removed.filter((id) => id !== memory.id);
		else toast.success('Forgotten', { action: { label: 'Undo', run: () => void this.#restore(memory) } });
	}

	#restore({ text, enabled, review }: Memory): Promise<boolean> {
		return this.#do('Not brought back', async () => {
			const input = { agentId: this.#agentId, text, ...(review && { reviewId: review.id }) };
			const { id } = await api.memories.add.mutate(input);
			if (!enabled) await api.memories.edit.mutate({ id, enabled });
		});
	}

	async #do(failed: string, work: () => Promise<unknown>): Promise<boolean> {
		this.busy = true;
		try {
			await work();
			await invalidate(`app:agent:${this.#agentId}`);
			return true;
		} catch (error) {
			toast.error(failed, { description: refusalOf(error).message });
			return false;
		} finally {
			this.busy = false;
		}
	}
}
