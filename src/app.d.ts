import type { Session } from '#lib/schemas/account.ts';
import type { Caller } from '#server/trpc/router.ts';

declare global {
	namespace App {
		interface Locals {
			session: Session | null;
			/** The tRPC caller, acting as the session of this request. */
			api: Caller;
			requestId: string;
		}
	}
}
