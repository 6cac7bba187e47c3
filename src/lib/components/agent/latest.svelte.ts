/** A stream that broke off says nothing; after this long it counts as failed, until an answer comes after all. */
const patienceMilliseconds = 15_000;

/** What a load function gave or promised. While a newer answer is on its way, the one before stays. */
export type Latest<Value> = { readonly value: Value | undefined; readonly failed: boolean };

/**
 * Pages answer full loads with the value itself and later ones with a promise, so that a click shows the page
 * at once. Live updates replace the promise again and again; they must not bring the skeleton back each time.
 */
export function latest<Value extends object>(given: () => Value | Promise<Value>): Latest<Value> {
	let kept = $state.raw<Value>();
	let failed = $state(false);
	$effect.pre(() => {
		const now = given();
		if (!(now instanceof Promise)) {
			kept = now;
			return;
		}
		let current = true;
		const timer = setTimeout(() => (failed = true), patienceMilliseconds);
		const settle = () => clearTimeout(timer);
		now.then(settle, settle);
		now.then(
			(value) => {
				if (current) [kept, failed] = [value, false];
			},
			() => {
				if (current) failed = true;
			}
		);
		return () => {
			current = false;
			settle();
		};
	});
	return {
		get value() {
			const now = given();
			return now instanceof Promise ? kept : now;
		},
		get failed() {
			return failed;
		}
	};
}
