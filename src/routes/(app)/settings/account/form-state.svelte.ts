import { toast } from '#lib/components/ui/toast.svelte.ts';
import { refusalOf } from '#lib/refusal.ts';

/** One small form: whether it is on its way, and what was wrong with it the last time. */
export class FormState {
	busy = $state(false);
	fields = $state<Record<string, string>>({});

	/** Sends it once; what belongs to a field is said there, everything else beside the page. True when it worked. */
	async send(event: SubmitEvent, work: () => Promise<void>): Promise<boolean> {
		event.preventDefault();
		if (this.busy) return false;
		this.busy = true;
		this.fields = {};
		const form = event.currentTarget as HTMLFormElement;
		try {
			await work();
			return true;
		} catch (error) {
			this.#say(refusalOf(error), form);
			return false;
		} finally {
			this.busy = false;
		}
	}

	#say(
		{ fields, message }: { fields: Record<string, string>; message: string },
		form: HTMLFormElement
	): void {
		this.fields = fields;
		const [wrong] = Object.keys(fields);
		if (wrong === undefined) toast.error('Not saved yet', { description: message });
		else form.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
	}
}
