import { planNotifications } from '#server/domain/notification/plan-notifications.ts';
import type { JobHandler } from '../handler.ts';

export const planNotificationsTask: JobHandler<'plan-notifications'> = async ({ app }) => {
	await planNotifications(app);
};
