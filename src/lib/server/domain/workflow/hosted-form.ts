import type { HostedForm, SendForm, SentForm } from '#lib/schemas/form.ts';
import { Definition } from '#lib/schemas/workflow-template.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import { countHit } from '../access/count-hit.ts';
import { tooManyWrites } from '../access/count-write.ts';
import { findAddress, type AddressDeps, type Target } from './address.ts';
import { fireDelivery, type DeliveryDeps } from './fire-delivery.ts';
import { issueStamp, readStamp, stampWords } from '../access/form-stamp.ts';

type Deps = DeliveryDeps & AddressDeps & { clock: Clock; config: { rateLimits: number } };

/** Forms sent in a minute: by one network to one form, and to one form by all. */
const perMinute = { network: 10, form: 60 };

type Row = { business: string; definition: unknown; open: boolean };

/** A form for whoever has its address. Throws `not_found`, `workflow_off` when its workflow was deleted. */
export async function getForm(deps: Deps, slug: string): Promise<HostedForm> {
	const { workspaceId, workflowId } = await findAddress(deps, 'form', slug);
	const [row] = await deps.db.$queryRaw<Row[]>`
		select ws.name as business, w.definition,
			w.enabled and coalesce(w.pause_code, 'waiting') = 'waiting' as open
		from workflows w join workspaces ws on ws.id = w.workspace_id
		where w.workspace_id = ${workspaceId}::uuid and w.id = ${workflowId}::uuid`;
	if (!row) throw notFound('form');
	return {
		business: row.business,
		fields: Definition.parse(row.definition).fields,
		stamp: issueStamp(deps.config.appSecret, workflowId, deps.clock.now()),
		closed: row.open ? null : 'This form is closed just now.'
	};
}

/**
 * Takes in what a visitor sends, once for each form that was handed out, or asks for it again where it looks like a
 * program's. Throws `not_found`, `invalid_input` with the field, `workflow_off`, `workflow_paused`, `agent_unavailable`,
 * `rate_limited`.
 */
export async function sendForm(
	deps: Deps,
	network: string,
	{ slug, stamp, trap, values }: SendForm
): Promise<SentForm> {
	const target = await findAddress(deps, 'form', slug);
	await refuseTooMany(deps, target, network);
	const { appSecret } = deps.config;
	const now = deps.clock.now();
	const anew = (message: string) => again(message, issueStamp(appSecret, target.workflowId, now));
	const { state, id } = readStamp(appSecret, target.workflowId, stamp, now);
	if (state === 'stale') return anew(stampWords.stale);
	if (state === 'quick') return again(stampWords.quick, stamp);
	if (trap !== '') return again(stampWords.trap, stamp);
	try {
		await fireDelivery(deps, target, () => ({ key: id, values }));
		return { again: null };
	} catch (error) {
		const isOther = error instanceof DomainError && error.code === 'idempotency_conflict';
		if (isOther) return anew(stampWords.other);
		throw error;
	}
}

function again(message: string, stamp: string): SentForm {
	return { again: { message, stamp } };
}

async function refuseTooMany(deps: Deps, { workflowId }: Target, network: string): Promise<void> {
	const own = await countHit(deps, `form:${workflowId}:${network}`, perMinute.network);
	if (own?.refused) throw tooManyWrites(own.resetSeconds);
	const all = await countHit(deps, `form:${workflowId}`, perMinute.form);
	if (all?.refused) throw tooManyWrites(all.resetSeconds);
}
