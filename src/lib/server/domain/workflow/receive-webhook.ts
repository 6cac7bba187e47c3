import { unstorableField, unstorableMessage } from '#lib/storable.ts';
import { DomainError } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import { countHit } from '../access/count-hit.ts';
import type { WriteAllowance } from '../access/count-write.ts';
import type { Target } from './address.ts';
import { fireDelivery, type DeliveryDeps, type Receipt } from './fire-delivery.ts';
import { checkSignature, signingSecret, type Signed } from './signature.ts';

type Deps = DeliveryDeps & { clock: Clock; config: { appSecret: string } };
/** `idempotencyKey` names it where `id` does not. */
export type WebhookPost = Signed & { idempotencyKey: string | null };

const longestKey = 200;
const perMinute = 60;

/** Counts one post to a workflow; null where nothing is limited. */
export function countPost(
	deps: Parameters<typeof countHit>[0],
	{ workflowId }: Target
): Promise<WriteAllowance | null> {
	return countHit(deps, `hook:${workflowId}`, perMinute);
}

/**
 * Takes in what another program posts, and starts a run with it; the same id again is answered with the same run.
 * Throws `wrong_signature`, `invalid_input` with the field, `workflow_off`, `workflow_paused`, `agent_unavailable`,
 * `idempotency_conflict`.
 */
export async function receiveWebhook(deps: Deps, target: Target, post: WebhookPost): Promise<Receipt> {
	return fireDelivery(deps, target, ({ id, signed, signingVersion }) => {
		if (signed)
			checkSignature(signingSecret(deps.config.appSecret, id, signingVersion), post, deps.clock.now());
		return { key: keyOf(post), values: valuesIn(post.body) };
	});
}

/** An empty key would protect nobody who believes to be protected. */
function keyOf({ id, idempotencyKey }: WebhookPost): string | null {
	const key = id ?? idempotencyKey;
	if (key === null || (key.trim() !== '' && key.length <= longestKey)) return key;
	throw new DomainError(
		'invalid_input',
		`The webhook-id or Idempotency-Key header needs 1 to ${longestKey} characters.`
	);
}

/** An empty body brings nothing, which is enough for a workflow that needs nothing. */
function valuesIn(body: string): Record<string, unknown> {
	const values = body.trim() === '' ? {} : parsed(body);
	if (typeof values !== 'object' || values === null || Array.isArray(values))
		throw new DomainError('invalid_input', 'The body must be a JSON object.');
	const field = unstorableField(values);
	if (field !== null)
		throw new DomainError('invalid_input', unstorableMessage, { fields: { [field]: unstorableMessage } });
	return values as Record<string, unknown>;
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		throw new DomainError('invalid_input', 'The body is not valid JSON.');
	}
}
