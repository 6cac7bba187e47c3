import { z } from 'zod';
import { EngineStatus } from '#lib/schemas/engine.ts';
import { getEngineStatus } from '#server/domain/ledger/get-engine-status.ts';
import { procedureFor, router } from './procedures.ts';

export const engineRouter = router({
	status: procedureFor('manage workspace')
		.meta({
			openapi: {
				method: 'GET',
				path: '/engine',
				tags: ['Workspace'],
				summary: 'Processes, queue, waits and failures, for owners and admins'
			}
		})
		.input(z.object({}).optional())
		.output(EngineStatus)
		.query(({ ctx }) => getEngineStatus(ctx.app, ctx.actor))
});
