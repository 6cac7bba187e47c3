import { z } from 'zod';
import { Id, Timestamp } from './common.ts';

export const AddressKind = z.enum(['email', 'spreadsheet', 'webhook']);
export type AddressKind = z.infer<typeof AddressKind>;

export const AddAddress = z.object({
	kind: AddressKind,
	/** An e-mail address, a spreadsheet's link or id, an https address. */
	value: z.string().trim().min(1, { error: 'Please enter an address.' }).max(500),
	label: z.string().trim().max(100, { error: 'Please use at most 100 characters.' }).default('')
});
export type AddAddress = z.infer<typeof AddAddress>;

/** Whom and what agents may name in a proposal without a person choosing it first. */
export const Address = z.object({
	id: Id,
	kind: AddressKind,
	value: z.string(),
	label: z.string(),
	/** For webhooks, to owners: what the receiver checks signatures with. */
	secret: z.string().nullable(),
	createdAt: Timestamp
});
export type Address = z.infer<typeof Address>;
