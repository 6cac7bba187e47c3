import { z } from 'zod';
import type { ProposedAction } from '#lib/schemas/action.ts';
import type { KindModule } from './kind.ts';
import { calendarAddEvent } from './kinds/calendar-add-event/calendar-add-event.ts';
import { gmailDraftEmail } from './kinds/gmail-draft-email/gmail-draft-email.ts';
import { sheetsAppendRow } from './kinds/sheets-append-row/sheets-append-row.ts';
import { webhookPost } from './kinds/webhook-post/webhook-post.ts';

/** Every kind of action there is; a new one adds its line here. */
const modules = [gmailDraftEmail, sheetsAppendRow, calendarAddEvent, webhookPost] as unknown as KindModule[];

export const kinds: ReadonlyMap<string, KindModule> = new Map(modules.map((module) => [module.kind, module]));

/** The module of a kind that is known to exist: rows are only written with one. */
export function kindOf(kind: string): KindModule {
	const module = kinds.get(kind);
	if (!module) throw new Error(`There is no action kind ${kind}.`);
	return module;
}

const proposalOf = ({ proposal, payload }: KindModule) => proposal ?? payload;

/** What a proposal of one of these kinds looks like; null for none. */
export function actionSchema(allowed: string[]): z.ZodType<ProposedAction> | null {
	const proposals = allowed.map((kind) =>
		z.object({ kind: z.literal(kind), why: z.string().max(1_000), payload: proposalOf(kindOf(kind)) })
	);
	return proposals.length === 0 ? null : (z.union(proposals) as unknown as z.ZodType<ProposedAction>);
}
