import { agentsRouter } from './agent.ts';
import { authRouter } from './auth.ts';
import { engineRouter } from './engine.ts';
import { eventsRouter } from './event.ts';
import { integrationsRouter } from './integration.ts';
import { createCallerFactory, router } from './procedures.ts';
import { tasksRouter } from './task.ts';
import { activityRouter, roleTemplatesRouter, usageRouter, workspaceRouter } from './workspace.ts';

export const appRouter = router({
	auth: authRouter,
	workspace: workspaceRouter,
	usage: usageRouter,
	activity: activityRouter,
	roleTemplates: roleTemplatesRouter,
	agents: agentsRouter,
	tasks: tasksRouter,
	events: eventsRouter,
	engine: engineRouter,
	integrations: integrationsRouter
});

export type AppRouter = typeof appRouter;

/** Calls procedures in this process, for the pages' load functions. */
export const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;
