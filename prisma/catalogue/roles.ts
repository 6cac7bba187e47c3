import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { bookkeeping } from './roles/bookkeeping.ts';
import { customerSupport } from './roles/customer-support.ts';
import { marketing } from './roles/marketing.ts';
import { operations } from './roles/operations.ts';
import { recruiting } from './roles/recruiting.ts';
import { salesDevelopment } from './roles/sales-development.ts';

/** All that can be hired, in the order in which the gallery shows it. */
export const roles: readonly RoleTemplate[] = [
	salesDevelopment,
	customerSupport,
	marketing,
	operations,
	bookkeeping,
	recruiting
];
