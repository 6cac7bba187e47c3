import { tick } from 'svelte';

export type ToastOptions = {
	description?: string;
	/** The way on: `{ label: 'Undo', run: () => … }`. */
	action?: { label: string; run: () => void };
	/** How long it stays; failures stay 10 s, the rest 5 s. */
	milliseconds?: number;
};
type Kind = 'message' | 'success' | 'error';

/** Whether the shell should draw the toaster: only from the first toast on, so that pages load without it. */
export const toaster = $state({ wanted: false });

async function show(kind: Kind, title: string, options: ToastOptions): Promise<void> {
	const { toast: sonner } = await import('svelte-sonner');
	toaster.wanted = true;
	await tick();
	const { description, action, milliseconds = kind === 'error' ? 10_000 : 5_000 } = options;
	sonner[kind](title, {
		duration: milliseconds,
		...(description ? { description } : {}),
		...(action ? { action: { label: action.label, onClick: action.run } } : {})
	});
}

/** Says what just happened. A failure says what to do next, or offers it as an action. */
export const toast = {
	message: (title: string, options: ToastOptions = {}): void => void show('message', title, options),
	success: (title: string, options: ToastOptions = {}): void => void show('success', title, options),
	error: (title: string, options: ToastOptions = {}): void => void show('error', title, options)
};
