import { expireActions } from '#server/domain/action/expire-actions.ts';
import type { JobHandler } from '../handler.ts';

export const expireActionsTask: JobHandler<'expire-actions'> = async ({ app }) => {
	const expired = await expireActions(app);
	if (expired > 0) app.log.info({ expired }, 'Proposals have expired');
};
