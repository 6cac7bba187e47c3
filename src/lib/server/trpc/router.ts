import { accountRouter } from './account.ts';
import { actionsRouter } from './action.ts';
import { addressBookRouter } from './address-book.ts';
import { agentsRouter } from './agent.ts';
import { authRouter } from './auth.ts';
import { engineRouter } from './engine.ts';
import { eventsRouter } from './event.ts';
import { formsRouter } from './form.ts';
import { inboxRouter } from './inbox.ts';
import { integrationsRouter } from './integration.ts';
import { membersRouter } from './members.ts';
import { memoriesRouter } from './memory.ts';
import { billingRouter } from './billing.ts';
import { createCallerFactory, router } from './procedures.ts';
import { schedulesRouter } from './schedule.ts';
import { siteRouter } from './site.ts';
import { tasksRouter } from './task.ts';
import { trustRouter } from './trust.ts';
import { workflowTemplatesRouter } from './workflow-template.ts';
import { workflowsRouter } from './workflow.ts';
import { activityRouter, roleTemplatesRouter, usageRouter, workspaceRouter } from './workspace.ts';

export const appRouter = router({
	auth: authRouter,
	account: accountRouter,
	workspace: workspaceRouter,
	usage: usageRouter,
	billing: billingRouter,
	activity: activityRouter,
	roleTemplates: roleTemplatesRouter,
	agents: agentsRouter,
	memories: memoriesRouter,
	trust: trustRouter,
	addressBook: addressBookRouter,
	tasks: tasksRouter,
	actions: actionsRouter,
	inbox: inboxRouter,
	events: eventsRouter,
	engine: engineRouter,
	integrations: integrationsRouter,
	members: membersRouter,
	schedules: schedulesRouter,
	workflowTemplates: workflowTemplatesRouter,
	workflows: workflowsRouter,
	forms: formsRouter,
	site: siteRouter
});

export type AppRouter = typeof appRouter;

/** Calls procedures in this process, for the pages' load functions. */
export const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;
