import type { Contents, Outline } from '#lib/schemas/outline.ts';
import { VendorError } from '#server/errors.ts';
import { keepOutline, readOutlines, type Outlines, type Place } from '../address-book/outlines.ts';
import { targetRules } from '../address-book/target-kinds.ts';
import { targetKey } from '../address-book/target.ts';
import type { ConnectDeps } from '../connection/connect.ts';
import { NoConnection } from '../connection/no-connection.ts';
import { NeedsHuman, type KindModule } from './kind.ts';
import { kinds } from './registry.ts';

/** The same the next time, until a person does something. */
const refusals = ['not_found', 'refused'];

/**
 * Reads what a target holds and keeps it: a spreadsheet's tabs and headings. What only passes, and that nothing is
 * connected, leaves what was known; a refusal is kept with its reason.
 */
export async function lookAtTarget(deps: ConnectDeps, workspaceId: string, target: Place): Promise<void> {
	const module = [...kinds.values()].find(({ contents }) => contents?.of === target.kind);
	const found = module && (await look(deps, module, workspaceId, target.value));
	if (found) await keepOutline(deps.db, workspaceId, target, found);
}

/** What was read a moment ago is not read again. */
const freshSeconds = 30;
/** So many at most are waited for; a run rarely writes into two. */
const mostAtOnce = 5;

/** The same for all that a proposal goes to, as far as it is not known already how they are just now. */
export async function lookAtTargets(
	deps: ConnectDeps,
	workspaceId: string,
	targets: readonly Place[]
): Promise<Outlines> {
	const places = new Map(
		targets.filter(({ kind }) => targetRules[kind].hasContents).map((target) => [targetKey(target), target])
	);
	const known = await readOutlines(deps.db, workspaceId, [...places.keys()]);
	const stale = [...places].filter(([key]) => isStale(known.get(key))).slice(0, mostAtOnce);
	if (stale.length === 0) return known;
	await Promise.all(stale.map(([, place]) => lookAtTarget(deps, workspaceId, place)));
	return readOutlines(deps.db, workspaceId, [...places.keys()]);
}

function isStale(outline: Outline | undefined): boolean {
	return (
		!outline || outline.problem !== null || Date.parse(outline.readAt) < Date.now() - freshSeconds * 1_000
	);
}

async function look(
	deps: ConnectDeps,
	{ needs, contents }: KindModule,
	workspaceId: string,
	value: string
): Promise<Contents | { problem: string } | null> {
	try {
		const { client } = await needs.connect(deps, workspaceId);
		return (await contents?.read(client, value)) ?? null;
	} catch (error) {
		if (error instanceof NoConnection) return null;
		if (error instanceof NeedsHuman) return { problem: error.message };
		if (!(error instanceof VendorError)) throw error;
		if (refusals.includes(error.code)) return { problem: error.message };
		deps.log.warn({ code: error.code, status: error.status }, 'A target could not be looked at');
		return null;
	}
}
