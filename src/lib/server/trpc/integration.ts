import { z } from 'zod';
import { Id } from '#lib/schemas/common.ts';
import { Integration, Integrations } from '#lib/schemas/integration.ts';
import { notFound } from '#server/errors.ts';
import { checkNow } from '#server/domain/connection/check-connection.ts';
import { procedureFor, router } from './procedures.ts';
import { disconnect } from '#server/domain/integration/disconnect.ts';
import { listIntegrations } from '#server/domain/integration/list-integrations.ts';

const tags = ['Integrations'];

export const integrationsRouter = router({
	list: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/integrations',
				tags,
				summary: 'Connections, and what this installation can connect',
				description: 'A connection is made in a browser, at /api/oauth/google/start.'
			}
		})
		.input(z.object({}).optional())
		.output(Integrations)
		.query(({ ctx }) => listIntegrations(ctx.app, ctx.actor)),

	disconnect: procedureFor('manage connections')
		.meta({
			openapi: {
				method: 'DELETE',
				path: '/integrations/{id}',
				tags,
				summary: 'Disconnect, here and at the vendor'
			}
		})
		.input(z.object({ id: Id }))
		.output(Integrations)
		.mutation(async ({ ctx, input }) => {
			await disconnect(ctx.app, ctx.actor, input.id);
			return listIntegrations(ctx.app, ctx.actor);
		}),

	check: procedureFor('manage connections')
		.meta({
			openapi: {
				method: 'POST',
				path: '/integrations/{id}/check',
				tags,
				summary: 'Ask the vendor whether the connection works'
			}
		})
		.input(z.object({ id: Id }))
		.output(Integration)
		.mutation(async ({ ctx, input }) => {
			await checkNow(ctx.app, ctx.actor, input.id);
			const { items } = await listIntegrations(ctx.app, ctx.actor);
			const checked = items.find(({ id }) => id === input.id);
			if (!checked) throw notFound('connection');
			return checked;
		})
});
