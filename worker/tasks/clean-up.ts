import { cleanUp } from '#server/domain/system/clean-up.ts';
import type { JobHandler } from '../handler.ts';

export const cleanUpTask: JobHandler<'clean-up'> = ({ app }) => cleanUp(app);
