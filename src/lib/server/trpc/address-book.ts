import { z } from 'zod';
import { AddAddress, Address, AddressKind, SetNumbers } from '#lib/schemas/address-book.ts';
import { Id, page } from '#lib/schemas/common.ts';
import { addAddress } from '#server/domain/address-book/add-address.ts';
import { listAddresses } from '#server/domain/address-book/list-addresses.ts';
import { setNumbers } from '#server/domain/address-book/change-address.ts';
import { removeAddress } from '#server/domain/address-book/change-address.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Address book'];

export const addressBookRouter = router({
	list: procedureFor('view')
		.meta({
			openapi: {
				method: 'GET',
				path: '/address-book',
				tags,
				summary: 'Whom and what agents may name in a proposal',
				description:
					'Who manages connections sees the secret that a webhook’s receiver checks signatures with.'
			}
		})
		.input(z.object({ kind: AddressKind.optional() }).optional())
		.output(page(Address))
		.query(async ({ ctx, input }) => ({
			items: await listAddresses(ctx.app, ctx.actor, input?.kind),
			nextCursor: null
		})),

	add: procedureFor('review work')
		.meta({
			openapi: {
				method: 'POST',
				path: '/address-book',
				tags,
				summary: 'Register an e-mail address, a spreadsheet or a webhook',
				description: 'A webhook needs `manage connections`.'
			}
		})
		.input(AddAddress)
		.output(Address)
		.mutation(({ ctx, input }) => addAddress(ctx.app, ctx.actor, input)),

	setNumbers: procedureFor('review work')
		.meta({
			openapi: {
				method: 'PATCH',
				path: '/address-book/{id}',
				tags,
				summary: 'Say which columns of a spreadsheet hold numbers; all others hold text'
			}
		})
		.input(SetNumbers)
		.output(Address)
		.mutation(({ ctx, input }) => setNumbers(ctx.app, ctx.actor, input)),

	remove: procedureFor('review work')
		.meta({
			openapi: {
				method: 'DELETE',
				path: '/address-book/{id}',
				tags,
				summary: 'Remove it from the address book',
				description: 'A webhook needs `manage connections`.'
			}
		})
		.input(z.object({ id: Id }))
		.output(z.object({ removed: z.literal(true) }))
		.mutation(async ({ ctx, input }) => {
			await removeAddress(ctx.app, ctx.actor, input.id);
			return { removed: true as const };
		})
});
