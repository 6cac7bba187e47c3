import { z } from 'zod';
import { emailAddress } from '../email-addresses.ts';
import { Id } from './common.ts';
import { deliverableMaxLength, recipientsMax } from './limits.ts';

/** The text of a result as a mail for somebody's Drafts, proposed by a person and reviewed like any other. */
export const MailResult = z.object({
	id: Id,
	to: z.array(z.string().trim().max(320).regex(emailAddress)).min(1).max(recipientsMax),
	/** Without it, the task's title. */
	subject: z.string().trim().max(998).optional(),
	/** The run the person was looking at. */
	runId: Id.optional(),
	/** Its text as the person saw or wrote it, Markdown; without it, as it stands. */
	deliverable: z.string().trim().min(1).max(deliverableMaxLength).optional()
});
export type MailResult = z.infer<typeof MailResult>;

export const DocumentFormat = z.enum(['md', 'docx', 'pdf']);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

/** A file to be downloaded. */
export const Download = z.object({ name: z.string(), type: z.string(), base64: z.string() });
export type Download = z.infer<typeof Download>;
