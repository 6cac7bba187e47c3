/** Does it `count` times, `atOnce` at a time. */
export async function many(
	count: number,
	atOnce: number,
	work: (nth: number) => Promise<unknown>
): Promise<void> {
	let next = 0;
	const lane = async () => {
		while (next < count) await work(next++);
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
}
