import type { TargetKind } from '#lib/target-kinds.ts';

/**
 * Whom or what an action touches; written `email:priya@harbour.example` where it is kept. `copied`: not whom it is for,
 * only somebody who gets to see it as well.
 */
export type Target = { kind: TargetKind; value: string; label: string; copied?: boolean };

/** What the workspace has registered, by kind. */
export type AddressBook = { kind: TargetKind; id: string; value: string; label: string }[];

export { targetKey } from '#lib/target-kinds.ts';
