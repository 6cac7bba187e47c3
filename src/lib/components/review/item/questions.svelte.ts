import { refusalOf } from '#lib/refusal.ts';
import type { DecidedAction } from '#lib/schemas/action.ts';
import type { AutoOffer, LessonOffer } from '#lib/schemas/offer.ts';
import type { ReviewApi } from '../state/review-api.ts';

/** What is asked after a decision: whether to remember something, whether an agent may go on without asking. */
export class Questions {
	lesson = $state.raw<LessonOffer | null>(null);
	offer = $state.raw<AutoOffer | null>(null);
	readonly #api: Pick<ReviewApi, 'remember' | 'trust' | 'say'>;

	constructor(api: Pick<ReviewApi, 'remember' | 'trust' | 'say'>) {
		this.#api = api;
	}

	/** The newest question takes the place of the one before. */
	ask({ lesson, offer }: DecidedAction): void {
		this.passBy();
		this.lesson = lesson ?? this.lesson;
		this.offer = offer ?? this.offer;
	}

	/** The person goes on to the next item: what had nothing to propose does not wait for an answer. */
	passBy(): void {
		if (this.lesson?.text === '') this.lesson = null;
	}

	drop(): void {
		this.lesson = null;
		this.offer = null;
	}

	/** Null: not to be remembered. Throws with a sentence when it could not be kept. */
	async remember(text: string | null): Promise<void> {
		const { lesson } = this;
		if (!lesson) return;
		if (text !== null) {
			try {
				await this.#api.remember({ agentId: lesson.agentId, text, reviewId: lesson.reviewId });
			} catch (error) {
				throw new Error(refusalOf(error).message, { cause: error });
			}
			this.#api.say('done', `${lesson.agentName} will remember this`);
		}
		this.lesson = null;
	}

	async answer(accept: boolean): Promise<void> {
		const { offer } = this;
		if (!offer) return;
		try {
			await this.#api.trust({ agentId: offer.agentId, kind: offer.kind, accept });
			const title = `${offer.agentName} goes on without asking`;
			if (accept) this.#api.say('done', title, 'You can change it in the settings.');
			this.offer = null;
		} catch (error) {
			this.#api.say('failed', 'That did not work', refusalOf(error).message);
		}
	}
}
