import type { Claim } from '../run/claim-run.ts';
import type { Taken } from '../run/steps/take-steps.ts';
import { rowKey } from '../run/steps/for-each.ts';
import { contentHash } from '../ledger/canonical-json.ts';

/**
 * How many drafts a run brought, and what they are about: each row by its content, and what stands outside of loops. A
 * later run of the same workflow that is about all of it says the same again; one that a trigger started never does.
 */
export function whatItIsAbout({ plan }: Claim, taken: Taken[]): { drafts: number; covers: string[] } {
	const drafts = taken.filter(({ kind }) => kind === 'draft');
	const trigger = plan.given.trigger ? `trigger:${contentHash(plan.given.trigger)}` : null;
	const written = taken.filter(({ kind }) => kind === 'draft' || kind === 'action');
	const covers = written.map(({ address, row }) => (row === null ? `step:${address}` : rowKey(row)));
	return { drafts: drafts.length, covers: [...new Set([...covers, ...(trigger ? [trigger] : [])])] };
}
