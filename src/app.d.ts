import type { Session } from '#lib/schemas/account.ts';
import type { Context } from '#server/trpc/context.ts';
import type { Caller } from '#server/trpc/router.ts';

declare global {
	namespace App {
		interface Locals {
			session: Session | null;
			/** The tRPC caller, acting as the session of this request. */
			api: Caller;
			/** For the API routes, which hand it to tRPC. */
			context: Context;
			requestId: string;
		}
	}
}
