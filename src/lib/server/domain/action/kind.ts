import type { z } from 'zod';
import type { Permission, Preview, Receipt } from '#lib/schemas/action.ts';
import type { GoogleAbility } from '#lib/schemas/integration.ts';
import type { Db, Google, JsonObject, Log, Webhooks } from '#server/ports.ts';
import type { Timings } from '../run/lease.ts';

/** Whom or what an action touches; written `email:priya@harbour.example` where it is kept. */
export type Target = { kind: 'email' | 'spreadsheet' | 'webhook'; value: string; label: string };

/** What the workspace has registered, by kind. */
export type AddressBook = { kind: Target['kind']; id: string; value: string; label: string }[];

/** What an effect may use. A kind that needs Google is only called where there is one. */
export type EffectDeps = {
	google: Google;
	webhooks: Webhooks;
	/** For this long after a request its effect may not show at the vendor yet. */
	effectLagSeconds: number;
};

/** Tidying up needs to know what else of ours is there. */
export type MendDeps = EffectDeps & { db: Db; log: Log; timings: Timings };

/**
 * One effect: `key` is what the vendor knows it by, `<action id>.<hash>@<host>`, the same on every try; `prepared` is
 * what `prepare` read there just before, `sentSecondsAgo` how long ago the request for it left, by the database's clock.
 */
export type Effect<Prepared> = {
	actionId: string;
	workspaceId: string;
	key: string;
	accessToken: string;
	accountEmail: string;
	prepared: Prepared;
	sentSecondsAgo: number;
	book: AddressBook;
};

/**
 * What a look at the vendor told. `absent`: certainly not there, so it may be sent again. `not_yet`: look again
 * later. `undecidable`: a person must look, with a sentence on what to look for.
 */
export type Finding =
	| { outcome: 'found'; receipt: Receipt }
	| { outcome: 'absent' }
	| { outcome: 'not_yet' }
	| { outcome: 'undecidable'; message: string };

/**
 * Thrown by `prepare`: a person must choose or mend something first. The sentence says what. With the code
 * `other_account` the approval has lost its ground and is asked for again.
 */
export class NeedsHuman extends Error {
	override readonly name = 'NeedsHuman';
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}

/** Everything there is to know of one kind of action. A new one is one file in `kinds/`, named in `registry.ts`. */
export type KindModule<Payload = unknown, Prepared extends JsonObject = JsonObject> = {
	kind: string;
	/** `Drafts in your Gmail` */
	label: string;
	noun: { one: string; many: string };
	/** What the connection must be able to do; null when no connection is needed. */
	needs: GoogleAbility | null;
	/** False: a person approves each one, always. */
	mayBeAutomatic: boolean;
	words: { short: Record<Permission, string>; long: Record<Permission, string> };
	payload: z.ZodType<Payload>;
	/** What the action does and how its payload is filled, for the model; null when it cannot be used now. */
	guide(book: AddressBook): string | null;
	/** `Mail to Priya Shah`, the line under it, and what follows "Nora wants to". */
	summary(payload: Payload, book: AddressBook): { title: string; snippet: string; intent: string };
	/** One sentence on what will happen and where. `account` is null while nothing is connected. */
	note(payload: Payload, account: string | null): string;
	preview(payload: Payload, book: AddressBook): Preview;
	targets(payload: Payload, book: AddressBook): Target[];
	/**
	 * Reads only, just before the effect; throws GoogleError or NeedsHuman. On a second try `prepared` is what the
	 * first one found.
	 */
	prepare(deps: EffectDeps, payload: Payload, effect: Effect<Prepared | null>): Promise<Prepared>;
	/** Exactly one request that has the effect. */
	dispatch(deps: EffectDeps, payload: Payload, effect: Effect<Prepared>): Promise<Receipt>;
	/** Looks for an effect whose answer was lost. */
	reconcile(deps: EffectDeps, payload: Payload, effect: Effect<Prepared>): Promise<Finding>;
	/** Makes possible what the vendor has refused, where tidying up there helps; true when it can be tried again at once. */
	mend?(deps: MendDeps, error: unknown, effect: Effect<Prepared>): Promise<boolean>;
};

export function targetKey({ kind, value }: Pick<Target, 'kind' | 'value'>): string {
	return `${kind}:${value}`;
}
