import type { JobName, JobPayload } from '#lib/schemas/jobs.ts';
import type { App } from '#server/app.ts';
import type { Gate } from './gate.ts';
import type { InFlight } from './in-flight.ts';

export type JobContext = { app: App; gate: Gate; inFlight: InFlight };

export type JobHandler<Name extends JobName> = (
	context: JobContext,
	payload: JobPayload<Name>
) => Promise<void>;
