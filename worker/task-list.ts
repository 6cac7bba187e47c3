import type { TaskList } from 'graphile-worker';
import { jobs, type JobName } from '#lib/schemas/jobs.ts';
import type { JobContext, JobHandler } from './handler.ts';
import { cleanUpTask } from './tasks/clean-up.ts';
import { runTask } from './tasks/run-task.ts';

/** A job without a handler does not compile. */
const handlers: { [Name in JobName]: JobHandler<Name> } = {
	'run-task': runTask,
	'clean-up': cleanUpTask
};

/** graphile-worker's task list. Payloads are parsed before use; one that does not fit fails its job, which stays visible. */
export function createTaskList(context: JobContext): TaskList {
	const names = Object.keys(handlers) as JobName[];
	return Object.fromEntries(
		names.map((name) => [name, (payload: unknown) => handle(context, name, payload)])
	);
}

async function handle<Name extends JobName>(
	context: JobContext,
	name: Name,
	payload: unknown
): Promise<void> {
	const handler = handlers[name] as JobHandler<JobName>;
	await handler(context, jobs[name].parse(payload));
}
