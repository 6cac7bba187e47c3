type Answers = Record<string, (asks: never) => Promise<unknown>>;

/** Says that this child is ready, then answers what the bench asks until the bench is gone. */
export function answer(answers: Answers): void {
	process.on('message', ({ id, name, asks }: { id: number; name: string; asks: never }) => {
		const respond = answers[name];
		if (!respond) return tell({ id, error: `Nobody answers ${name}.` });
		respond(asks).then(
			(result) => tell({ id, answer: result }),
			(error: unknown) => tell({ id, error: String(error) })
		);
	});
	process.once('disconnect', () => process.exit());
	process.once('SIGTERM', () => process.exit());
	tell({ ready: true });
}

export function tell(message: object): void {
	if (process.connected) process.send?.(message);
}
