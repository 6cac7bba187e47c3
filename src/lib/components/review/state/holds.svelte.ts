import type { ItemKey } from './inbox-pages.ts';

/** An approval, or several at once, that can still be taken back. */
export type Hold = {
	/** Counts up, so that the newest is the one that Z undoes. */
	number: number;
	title: string;
	/** What was approved: actions, or results. */
	keys: ItemKey[];
	/** By this machine's clock, in milliseconds; the server's own hold ends no sooner. */
	until: number;
	/** Before this nothing can be undone yet: the approval is still on its way. */
	sent: Promise<boolean>;
};

const everyMilliseconds = 200;

/** What was approved here in the last seconds, with the seconds that are left. */
export class Holds {
	all = $state.raw<readonly Hold[]>([]);
	now = $state(Date.now());
	#timer: ReturnType<typeof setInterval> | undefined;
	#count = 0;

	add(hold: Omit<Hold, 'number'>): Hold {
		const made = { ...hold, number: ++this.#count };
		this.all = [...this.all, made];
		this.now = Date.now();
		this.#timer ??= setInterval(() => this.#tick(), everyMilliseconds);
		return made;
	}

	remove(hold: Hold): void {
		this.all = this.all.filter(({ number }) => number !== hold.number);
		if (this.all.length === 0) this.stop();
	}

	get newest(): Hold | undefined {
		return this.all.at(-1);
	}

	secondsLeft({ until }: Hold): number {
		return Math.max(0, Math.ceil((until - this.now) / 1_000));
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	#tick(): void {
		this.now = Date.now();
		const left = this.all.filter(({ until }) => until > this.now);
		if (left.length < this.all.length) this.all = left;
		if (left.length === 0) this.stop();
	}
}
