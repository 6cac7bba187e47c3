import { answerStripe } from '#server/stripe-webhook.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ locals, request }) =>
	answerStripe(locals.context.app, request, locals.context.requestId);
