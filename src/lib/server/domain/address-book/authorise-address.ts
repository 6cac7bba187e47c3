import { AddressKind } from '#lib/schemas/address-book.ts';
import { targetKinds } from '#lib/target-kinds.ts';
import { authorise, type Actor } from '../access/actor.ts';

/** Who reviews may say whom agents write to; where programs are called is part of the connections. */
export function authoriseAddress(actor: Actor, kind: string): void {
	authorise(actor, targetKinds[AddressKind.parse(kind)].registering);
}
