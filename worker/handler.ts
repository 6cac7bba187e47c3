import type { JobName, JobPayload } from '#lib/schemas/jobs.ts';
import type { App } from '#server/app.ts';
import type { IsolationLock } from './isolation-lock.ts';
import type { InFlight } from './in-flight.ts';

export type JobContext = { app: App; isolationLock: IsolationLock; inFlight: InFlight };

export type JobHandler<Name extends JobName> = (
	context: JobContext,
	payload: JobPayload<Name>
) => Promise<void>;
