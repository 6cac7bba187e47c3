import { failedBy } from '#server/errors.ts';
import { emailTemplate } from '#server/email-template.ts';
import { newId } from '#server/ids.ts';
import { sql } from '#server/db/sql.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Mail } from '#server/ports/mail.ts';
import { backoffs, backoffSeconds } from '../ledger/backoff.ts';
import { wake, type WakeUp } from '../ledger/wake.ts';
import { wakeForgotten } from '../ledger/wake-forgotten.ts';
import { mostAttempts, verdict, type SendDeps } from '../notification/settle-failure.ts';
import { operatorWords, receiptWords } from './contact-words.ts';

type QueueDeps = {
	jobs: Jobs;
	mail: Mail | null;
	config: { origin: string; operatorEmail: string | null };
};

/** Longer than any conversation with a mail server takes. */
const leaseSeconds = 90;

/**
 * One mail to the operator and a receipt to whoever wrote, where there is a mail server and an operator who can answer.
 * Anybody can type anybody's address, so nobody gets more than one receipt a day, however often it is typed.
 */
export async function queueContactMails(
	{ jobs, mail, config }: QueueDeps,
	tx: Tx,
	{ id, email }: { id: string; email: string }
): Promise<void> {
	if (!mail || config.operatorEmail === null) return;
	const host = new URL(config.origin).hostname;
	const [toOperator, receipt] = [newId(), newId()];
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`contact receipt:${email}`}, 0))`;
	const rows = await tx.$queryRaw<WakeUp[]>`
		insert into contact_mails (id, contact_id, kind, recipient, message_id)
		select * from (values
			(${toOperator}::uuid, ${id}::uuid, 'operator', ${config.operatorEmail}::text, ${`<contact.${toOperator}@${host}>`}::text),
			(${receipt}::uuid, ${id}::uuid, 'receipt', ${email}, ${`<contact.${receipt}@${host}>`})
		) as added (id, contact_id, kind, recipient, message_id)
		where kind = 'operator' or not exists (
			select 1 from contact_mails m where m.kind = 'receipt' and m.recipient = added.recipient
				and m.created_at > now() - interval '1 day')
		returning id, send_after as "runAt"`;
	await wake(jobs, tx, 'contactMail', rows);
}

type Claimed = {
	id: string;
	kind: 'operator' | 'receipt';
	recipient: string;
	messageId: string;
	attempt: number;
	lost: boolean;
	name: string;
	email: string;
	message: string;
};

/** Sends a mail that is due, once, as notifications are: a second try carries the same Message-ID. */
export async function sendContactMail(deps: SendDeps, id: string): Promise<void> {
	const claimed = await claim(deps.db, id);
	if (!claimed) return;
	if (claimed.attempt > mostAttempts) return end(deps.db, claimed, 'Something ended each try to send it.');
	if (!deps.mail) return end(deps.db, claimed, 'There is no mail server any more.');
	const words = claimed.kind === 'operator' ? operatorWords(claimed) : receiptWords;
	const { origin } = deps.config;
	const footer = { text: words.footer, href: `${origin}/contact` };
	try {
		await deps.mail.send({
			messageId: claimed.messageId,
			to: claimed.recipient,
			subject: words.heading,
			...emailTemplate({ ...words, button: null, footer })
		});
	} catch (error) {
		if (!failedBy('mail', error)) throw error;
		const { lost, over } = verdict(claimed, error);
		deps.log.warn({ contactMailId: id, code: error.code }, 'A mail of the contact page was not sent');
		return over ? end(deps.db, claimed, error.message) : later(deps, claimed, lost, error.message);
	}
	await end(deps.db, claimed, null);
}

async function claim(db: Db, id: string): Promise<Claimed | null> {
	const [row] = await db.$queryRaw<Claimed[]>`
		update contact_mails m set attempt = m.attempt + 1,
			send_after = now() + make_interval(secs => ${leaseSeconds})
		from contact_messages c
		where m.id = ${id}::uuid and m.status = 'queued' and m.send_after <= now() and c.id = m.contact_id
		returning m.id, m.kind, m.recipient, m.message_id as "messageId", m.attempt, m.lost, c.name, c.email, c.message`;
	return row ?? null;
}

/** Only for whoever still has it: a process that slept too long changes nothing. */
async function end(db: Db, { id, attempt }: Claimed, problem: string | null): Promise<void> {
	await db.$executeRaw`
		update contact_mails set error_message = ${problem},
			status = case when ${problem}::text is null then 'sent' else 'failed' end,
			sent_at = case when ${problem}::text is null then now() end
		where id = ${id}::uuid and status = 'queued' and attempt = ${attempt}`;
}

async function later(deps: SendDeps, { id, attempt }: Claimed, lost: boolean, message: string) {
	const seconds = backoffSeconds(backoffs.notification(deps.timings.retrySeconds), attempt, deps.random());
	await deps.db.$transaction(async (tx) => {
		const [row] = await tx.$queryRaw<WakeUp[]>`
			update contact_mails set error_message = ${message}, lost = ${lost},
				send_after = now() + make_interval(secs => ${seconds})
			where id = ${id}::uuid and status = 'queued' and attempt = ${attempt}
			returning id, send_after as "runAt"`;
		if (row) await wake(deps.jobs, tx, 'contactMail', [row]);
	});
}

/** Mails that should have gone and have no job that could still send them get one; answers how many. */
export function reconcileContactMails(deps: { db: Db; jobs: Jobs; log: Log }): Promise<number> {
	return wakeForgotten(
		deps,
		'contactMail',
		sql`
			select m.id, m.send_after as run_after from contact_mails m
			where m.status = 'queued' and m.send_after < now() - interval '2 seconds'`
	);
}
