import { page } from '$app/state';
import type { ClientInit } from '@sveltejs/kit';
import { patient } from '#lib/patient-fetch.ts';

export const init: ClientInit = () => {
	window.fetch = patient(window.fetch.bind(window), {
		shownPath: () => (page.error ? null : page.url.pathname),
		pause
	});
};

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			removeEventListener('online', end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds);
		addEventListener('online', end);
	});
}
