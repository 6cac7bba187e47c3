import { announceReturns } from '#server/domain/notification/announce-returns.ts';
import { remindOfExpiry } from '#server/domain/notification/remind-of-expiry.ts';
import type { JobHandler } from '../handler.ts';

/** In this order: what is back with little time left is not reminded of as well. */
export const remindReviewersTask: JobHandler<'remind-reviewers'> = async ({ app }) => {
	await announceReturns(app);
	await remindOfExpiry(app);
};
