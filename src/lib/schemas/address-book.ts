import { z } from 'zod';
import { targetKindNames } from '../target-kinds.ts';
import { Id, Timestamp } from './common.ts';
import { Outline, SheetColumn } from './outline.ts';

/** Of the kinds of targets, those that the address book keeps. */
export const AddressKind = z.enum(targetKindNames).exclude(['calendar']);
export type AddressKind = z.infer<typeof AddressKind>;

export const AddAddress = z.object({
	kind: AddressKind,
	/** An e-mail address, a spreadsheet's link or id, an https address. */
	value: z.string().trim().min(1, { error: 'Please enter an address.' }).max(500),
	label: z.string().trim().max(100, { error: 'Please use at most 100 characters.' }).default('')
});
export type AddAddress = z.infer<typeof AddAddress>;

/** The columns whose cells leave as numbers, all of them at once. */
export const SetNumbers = z.object({ id: Id, columns: z.array(SheetColumn).max(500) });
export type SetNumbers = z.infer<typeof SetNumbers>;

/** Whom and what agents may name in a proposal without a person choosing it first. */
export const Address = z.object({
	id: Id,
	kind: AddressKind,
	value: z.string(),
	label: z.string(),
	/** For webhooks, to owners: what the receiver checks signatures with. */
	secret: z.string().nullable(),
	/** Of a spreadsheet, once it has been looked at: its tabs and headings. */
	outline: Outline.nullable(),
	createdAt: Timestamp
});
export type Address = z.infer<typeof Address>;
