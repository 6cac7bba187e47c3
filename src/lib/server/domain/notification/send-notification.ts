import { failedBy } from '#server/errors.ts';
import { emailTemplate } from '#server/email-template.ts';
import type { Db } from '#server/ports/db.ts';
import type { MailMessage } from '#server/ports/mail.ts';
import { lowerFirst, type Content } from './addressed.ts';
import { compose } from './compose.ts';
import { giveUp, mostAttempts, settleFailure, type SendDeps, type Try } from './settle-failure.ts';

/** Longer than any conversation with a mail server takes. */
const leaseSeconds = 90;

/**
 * Sends a mail that is due, once: whoever counts the attempt up has it for as long as a conversation takes. A second
 * try, after whatever happened to the first, carries the same Message-ID. Nothing is sent that nobody needs any more.
 */
export async function sendNotification(deps: SendDeps, id: string): Promise<void> {
	const claimed = await claim(deps.db, id);
	if (!claimed) return;
	if (claimed.attempt > mostAttempts) return giveUp(deps.db, claimed, 'Something ended each try to send it.');
	const content = deps.mail ? await compose(deps, claimed) : null;
	if (!deps.mail || !content) return end(deps.db, claimed, 'skipped');
	try {
		await deps.mail.send(messageOf(deps.config.origin, claimed, content));
	} catch (error) {
		if (!failedBy('mail', error)) throw error;
		return settleFailure(deps, claimed, error);
	}
	await end(deps.db, claimed, 'sent');
}

function messageOf(origin: string, to: Try, content: Content): MailMessage {
	if (to.kind === 'account') return accountMessageOf(origin, to, content);
	const preferencesUrl = `${origin}/settings#mail`;
	const footer = {
		text: `You get this as a member of ${to.workspace}. Choose when we write`,
		href: preferencesUrl
	};
	const subject = to.kind === 'digest' ? `Today: ${lowerFirst(content.heading)}` : content.heading;
	return {
		messageId: to.messageId,
		to: to.email,
		subject,
		preferencesUrl,
		...emailTemplate({ ...content, footer })
	};
}

/** There is nothing to choose about it, so it says only whose it is. */
function accountMessageOf(origin: string, { messageId, email }: Try, content: Content): MailMessage {
	const footer = { text: 'This is about an AgentForce account with this e-mail address', href: origin };
	return { messageId, to: email, subject: content.heading, ...emailTemplate({ ...content, footer }) };
}

type Row = Omit<Try, 'kind' | 'role' | 'preference'> & { kind: string; role: string; preference: string };

async function claim(db: Db, id: string): Promise<Try | null> {
	const [row] = await db.$queryRaw<Row[]>`
		update notifications n set attempt = n.attempt + 1,
			send_after = now() + make_interval(secs => ${leaseSeconds})
		from memberships m, users u, workspaces w
		where n.id = ${id}::uuid and n.status = 'queued' and n.send_after <= now()
			and m.workspace_id = n.workspace_id and m.user_id = n.user_id and u.id = n.user_id and w.id = n.workspace_id
		returning n.id, n.workspace_id as "workspaceId", n.user_id as "userId", n.kind, n.message_id as "messageId",
			n.attempt, coalesce((n.data ->> 'lost')::boolean, false) as lost,
			array(select jsonb_array_elements_text(coalesce(n.data -> 'events', '[]'))) as "eventIds",
			n.data -> 'mail' as mail, coalesce(n.data ->> 'to', u.email) as email, u.name,
			u.verified_at is not null as verified, m.role, m.mail_preference as preference, w.name as workspace, w.time_zone as "timeZone"`;
	// The database allows no other words.
	return (row as Try | undefined) ?? null;
}

/** Only for whoever still has it: a process that slept too long changes nothing. */
async function end(db: Db, { id, attempt }: Try, status: 'sent' | 'skipped'): Promise<void> {
	await db.$executeRaw`
		update notifications set status = ${status}, error_message = null,
			sent_at = case when ${status} = 'sent' then now() end
		where id = ${id}::uuid and status = 'queued' and attempt = ${attempt}`;
}
