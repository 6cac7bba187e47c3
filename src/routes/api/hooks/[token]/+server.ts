import { answerWebhook } from '#server/inbound-webhook.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ locals, params, request }) =>
	answerWebhook(locals.context.app, params.token, request, locals.context.requestId);
