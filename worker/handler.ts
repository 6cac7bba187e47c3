import type { JobName, JobPayload } from '#lib/schemas/jobs.ts';
import type { App } from '#server/app.ts';

/** `signal` is aborted when the process has to stop before the job is done. */
export type JobContext = { app: App; signal: AbortSignal };

export type JobHandler<Name extends JobName> = (
	context: JobContext,
	payload: JobPayload<Name>
) => Promise<void>;
