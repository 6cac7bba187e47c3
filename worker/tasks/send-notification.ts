import { sendNotification } from '#server/domain/notification/send-notification.ts';
import type { JobHandler } from '../handler.ts';

export const sendNotificationTask: JobHandler<'send-notification'> = ({ app }, { notificationId }) =>
	sendNotification(app, notificationId);
