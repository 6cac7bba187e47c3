import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { bookkeepingWorkflows } from './workflows/bookkeeping.ts';
import { customerSupportWorkflows } from './workflows/customer-support.ts';
import { marketingWorkflows } from './workflows/marketing.ts';
import { operationsWorkflows } from './workflows/operations.ts';
import { recruitingWorkflows } from './workflows/recruiting.ts';
import { salesDevelopmentWorkflows } from './workflows/sales-development.ts';

/** All that can be switched on, in the order in which the gallery shows it. */
export const workflows: readonly WorkflowTemplate[] = [
	...salesDevelopmentWorkflows,
	...customerSupportWorkflows,
	...marketingWorkflows,
	...operationsWorkflows,
	...bookkeepingWorkflows,
	...recruitingWorkflows
];
