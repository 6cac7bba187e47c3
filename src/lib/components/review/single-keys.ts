const storageKey = 'single-keys';

/** Single letters can be switched off by whoever types by voice or hits keys by accident (WCAG 2.1.4). */
export function keysAreOn(): boolean {
	try {
		return localStorage.getItem(storageKey) !== 'off';
	} catch {
		return true;
	}
}

export function switchKeys(on: boolean): void {
	try {
		localStorage.setItem(storageKey, on ? 'on' : 'off');
	} catch {
		// Where nothing may be kept, the keys stay on.
	}
}
