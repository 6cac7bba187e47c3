import { z } from 'zod';
import { AddAddress, Address, AddressKind } from '#lib/schemas/address-book.ts';
import { Id, page } from '#lib/schemas/common.ts';
import { addAddress } from '#server/domain/address-book/add-address.ts';
import { listAddresses } from '#server/domain/address-book/list-addresses.ts';
import { removeAddress } from '#server/domain/address-book/remove-address.ts';
import { memberProcedure, router } from './procedures.ts';

const tags = ['Address book'];

export const addressBookRouter = router({
	list: memberProcedure
		.meta({
			openapi: {
				method: 'GET',
				path: '/address-book',
				tags,
				summary: 'Whom and what agents may name in a proposal',
				description: 'Only owners see the secret that a webhook’s receiver checks signatures with.'
			}
		})
		.input(z.object({ kind: AddressKind.optional() }).optional())
		.output(page(Address))
		.query(async ({ ctx, input }) => ({
			items: await listAddresses(ctx.app, ctx.actor, input?.kind),
			nextCursor: null
		})),

	add: memberProcedure
		.meta({
			openapi: {
				method: 'POST',
				path: '/address-book',
				tags,
				summary: 'Register an e-mail address, a spreadsheet or a webhook'
			}
		})
		.input(AddAddress)
		.output(Address)
		.mutation(({ ctx, input }) => addAddress(ctx.app, ctx.actor, input)),

	remove: memberProcedure
		.meta({
			openapi: {
				method: 'DELETE',
				path: '/address-book/{id}',
				tags,
				summary: 'Remove it from the address book'
			}
		})
		.input(z.object({ id: Id }))
		.output(z.object({ removed: z.literal(true) }))
		.mutation(async ({ ctx, input }) => {
			await removeAddress(ctx.app, ctx.actor, input.id);
			return { removed: true as const };
		})
});
