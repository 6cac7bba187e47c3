import { z } from 'zod';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Sql } from '#server/ports/db.ts';

/** What a draft step keeps. */
export const Draft = z.object({ answer: ModelAnswer, writtenBy: z.string() });
export type Draft = z.infer<typeof Draft>;

/**
 * The end of a run in the very statement that keeps its last draft. `parts` define `run`, which ends only where `step`
 * did; `ended` is told whether others of the workspace stand in line.
 */
export type EndRun = { parts: Sql; ended(othersWait: boolean): Promise<void> };
