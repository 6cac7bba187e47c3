import type { SubmitFunction } from '@sveltejs/kit';
import { tick } from 'svelte';

/** Sends the form by script: says when it is busy, keeps what was typed, and goes to the field that needs work. */
export function enhanceForm(busy: (now: boolean) => void): SubmitFunction {
	return ({ formElement }) => {
		busy(true);
		return async ({ result, update }) => {
			await update({ reset: false });
			if (result.type === 'redirect') return;
			busy(false);
			await tick();
			const wrong = formElement.querySelector<HTMLElement>('[aria-invalid="true"]');
			(wrong ?? formElement.querySelector<HTMLElement>('[name="password"]'))?.focus();
		};
	};
}
