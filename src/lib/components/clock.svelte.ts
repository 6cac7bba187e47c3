import { getContext, setContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';

const everyMilliseconds = 30_000;
const key = Symbol('time zone');

const subscribe = createSubscriber((update) => {
	const timer = setInterval(update, everyMilliseconds);
	return () => clearInterval(timer);
});

/** The time now, in milliseconds; what reads it in markup is drawn again every half minute. */
export function currentTime(): number {
	subscribe();
	return Date.now();
}

/** The workspace's zone, so that the server and every browser write the same hour. */
export function provideTimeZone(timeZone: () => string): void {
	setContext(key, timeZone);
}

export function useTimeZone(): () => string {
	return getContext<(() => string) | undefined>(key) ?? (() => 'UTC');
}
