import type { z } from 'zod';
import type { Permission, Preview, Receipt } from '#lib/schemas/action.ts';
import type { Contents, Outline } from '#lib/schemas/outline.ts';
import type { TargetKind } from '#lib/target-kinds.ts';
import type { Db, JsonObject } from '#server/ports/db.ts';
import type { Log } from '#server/ports/log.ts';
import type { AddressBook, Target } from '../address-book/target.ts';
import type { Need } from '../connection/connect.ts';
import type { Timings } from '../ledger/lease.ts';

/** What an effect may use: the client of what its kind needs. */
export type EffectDeps<Client> = {
	client: Client;
	/** For this long after a request its effect may not show at the vendor yet. */
	effectLagSeconds: number;
};

/** Tidying up needs to know what else of ours is there. */
export type MendDeps<Client> = EffectDeps<Client> & { db: Db; log: Log; timings: Timings };

/**
 * One effect: `key` is what the vendor knows it by, `<action id>.<hash>@<host>`, the same on every try; `prepared` is
 * what `prepare` read there just before, `sentSecondsAgo` how long ago the request for it left, by the database's clock.
 */
export type Effect<Prepared> = {
	actionId: string;
	workspaceId: string;
	key: string;
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

/** Everything there is to know of one kind of action. A new one is one folder in `kinds/`, named in `registry.ts`. */
export type KindModule<Payload = unknown, Prepared extends JsonObject = JsonObject, Client = unknown> = {
	kind: string;
	/** `Drafts in your Gmail` */
	label: string;
	noun: { one: string; many: string };
	/** What it needs of the outside; its client is what an effect is given. */
	needs: Need<Client>;
	/** Its snippet may stand in mails to the members; of the others not even that leaves. */
	snippetTravels: boolean;
	/** False: a person approves each one, always. */
	mayBeAutomatic: boolean;
	words: { short: Record<Permission, string>; long: Record<Permission, string> };
	payload: z.ZodType<Payload>;
	/** What a model writes, where it is less than the payload or may leave things out; the payload itself otherwise. */
	proposal?: z.ZodType<Payload>;
	/** As what it is shown, edited and, without a model, written. */
	shape: Preview['shape'];
	/** What the action does and how its payload is filled, for the model; null when it cannot be used now. */
	guide(book: AddressBook): string | null;
	/**
	 * What a person's own words say of it so plainly that no model is needed; null when they do not. `today` is the
	 * workspace's day. For the writer that works by rule.
	 */
	read?(words: string, today: string): Payload | null;
	/** `Mail to Priya Shah`, the line under it, and what follows "Nora wants to". */
	summary(payload: Payload, book: AddressBook): { title: string; snippet: string; intent: string };
	/** One sentence on what will happen and where. `account` is null while nothing is connected. */
	note(payload: Payload, account: string | null): string;
	preview(payload: Payload, book: AddressBook): Preview;
	targets(payload: Payload, book: AddressBook): Target[];
	/** How it looks at the kind of target that it writes into, where that has parts which a proposal must name. */
	contents?: {
		of: TargetKind;
		read(client: Client, value: string): Promise<Contents>;
		/** What of a payload is not there, each with its sentence; empty when it can be carried out as it is. */
		misfits(payload: Payload, outline: Outline): { message: string }[];
		/** A proposal with what the workspace's owner has chosen for such parts. */
		settled(payload: Payload, outline: Outline): Payload;
	};
	/**
	 * Reads only, just before the effect; throws VendorError or NeedsHuman. On a second try `prepared` is what the
	 * first one found.
	 */
	prepare(deps: EffectDeps<Client>, payload: Payload, effect: Effect<Prepared | null>): Promise<Prepared>;
	/** Exactly one request that has the effect. */
	dispatch(deps: EffectDeps<Client>, payload: Payload, effect: Effect<Prepared>): Promise<Receipt>;
	/** Looks for an effect whose answer was lost. */
	reconcile(deps: EffectDeps<Client>, payload: Payload, effect: Effect<Prepared>): Promise<Finding>;
	/** Makes possible what the vendor has refused, where tidying up there helps; true when it can be tried again at once. */
	mend?(deps: MendDeps<Client>, error: unknown, effect: Effect<Prepared>): Promise<boolean>;
};
