import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { bookkeepingWorkflows } from './workflows/bookkeeping.ts';
import { customerSupportWorkflows } from './workflows/customer-support.ts';
import { marketingWorkflows } from './workflows/marketing.ts';
import { operationsWorkflows } from './workflows/operations.ts';
import { ownWords } from './workflows/own-words.ts';
import { recruitingWorkflows } from './workflows/recruiting.ts';
import { salesDevelopmentWorkflows } from './workflows/sales-development.ts';

/** What is made for a role, in the order in which the gallery shows it. */
export const workflows: readonly WorkflowTemplate[] = [
	...salesDevelopmentWorkflows,
	...customerSupportWorkflows,
	...marketingWorkflows,
	...operationsWorkflows,
	...bookkeepingWorkflows,
	...recruitingWorkflows
];

/** All that can be switched on. */
export const allWorkflows: readonly WorkflowTemplate[] = [...workflows, ownWords];
