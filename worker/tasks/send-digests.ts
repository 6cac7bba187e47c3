import { planDigests } from '#server/domain/notification/plan-digests.ts';
import type { JobHandler } from '../handler.ts';

export const sendDigestsTask: JobHandler<'send-digests'> = async ({ app }) => {
	await planDigests(app);
};
