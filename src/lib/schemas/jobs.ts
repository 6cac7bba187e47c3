import { z } from 'zod';
import { targetKindNames } from '../target-kinds.ts';

/** Job name -> payload. Payloads outlive our types, so the worker parses them again. */
export const jobs = {
	'run-task': z.object({ runId: z.uuid() }),
	'run-action': z.object({ actionId: z.uuid() }),
	'look-at-target': z.object({ workspaceId: z.uuid(), kind: z.enum(targetKindNames), value: z.string() }),
	'look-for-rows': z.object({ workspaceId: z.uuid(), workflowId: z.uuid() }),
	'check-connections': z.object({}),
	'check-connection': z.object({ workspaceId: z.uuid() }),
	'expire-actions': z.object({}),
	'remind-reviewers': z.object({}),
	'forget-row-metadata': z.object({}),
	'forget-row-metadata-of': z.object({ workspaceId: z.uuid() }),
	'plan-notifications': z.object({}),
	'send-notification': z.object({ notificationId: z.uuid() }),
	'send-reset-link': z.object({ email: z.string() }),
	'send-contact-mail': z.object({ contactMailId: z.uuid() }),
	'send-digests': z.object({}),
	'sync-billing': z.object({ customerId: z.string() }),
	'sync-all-billing': z.object({}),
	'clean-up': z.object({})
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobs)[Name]>;
