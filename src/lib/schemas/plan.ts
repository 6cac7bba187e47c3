import { z } from 'zod';
import { planKeys } from '../plans.ts';

export const Plan = z.enum(planKeys);
export type Plan = z.infer<typeof Plan>;

/** What can be bought. */
export const PaidPlan = Plan.exclude(['free']);
export type PaidPlan = z.infer<typeof PaidPlan>;
