import type { ContactForm, ContactMessage } from '#lib/schemas/site.ts';
import type { SentForm } from '#lib/schemas/form.ts';
import { newId } from '#server/ids.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Mail } from '#server/ports/mail.ts';
import { countHit } from '../access/count-hit.ts';
import { tooManyWrites } from '../access/count-write.ts';
import { issueStamp, readStamp, stampWords } from '../access/form-stamp.ts';
import { queueContactMails } from './contact-mail.ts';

type Deps = {
	db: Db;
	jobs: Jobs;
	clock: Clock;
	mail: Mail | null;
	config: { appSecret: string; rateLimits: number; origin: string; operatorEmail: string | null };
};

/** Messages in a minute: by one network, and by all. */
const perMinute = { network: 10, all: 60 };

/** No workflow has this id, so that no stamp of theirs is good here. */
const formId = 'contact';

/** What the contact page hands out. */
export function openContact({ config, clock }: Pick<Deps, 'config' | 'clock'>): ContactForm {
	return { stamp: issueStamp(config.appSecret, formId, clock.now()) };
}

/**
 * Keeps what a stranger wrote, once for each form that was handed out, with the mails that it leads to; or asks for it
 * again where it looks like a program's. Throws `rate_limited`.
 */
export async function sendContact(deps: Deps, network: string, sent: ContactMessage): Promise<SentForm> {
	await refuseTooMany(deps, network);
	const now = deps.clock.now();
	const { appSecret } = deps.config;
	const { state, id } = readStamp(appSecret, formId, sent.stamp, now);
	const anew = () => issueStamp(appSecret, formId, now);
	if (state === 'stale' || id === null) return again(stampWords.stale, anew());
	if (state === 'quick') return again(stampWords.quick, sent.stamp);
	if (sent.trap !== '') return again(stampWords.trap, sent.stamp);
	const kept = await deps.db.$transaction((tx) => keep(deps, tx, id, sent));
	return kept ? { again: null } : again(stampWords.other, anew());
}

/** False when the same form has brought other words before. */
async function keep(deps: Deps, tx: Tx, stampId: string, sent: ContactMessage): Promise<boolean> {
	const { name, email, message } = sent;
	const id = newId();
	const added = await tx.$executeRaw`
		insert into contact_messages (id, name, email, message, stamp_id)
		values (${id}::uuid, ${name}, ${email}, ${message}, ${stampId})
		on conflict (stamp_id) do nothing`;
	if (added === 1) {
		await queueContactMails(deps, tx, { id, email });
		return true;
	}
	return (await tx.contactMessage.count({ where: { stampId, name, email, message } })) === 1;
}

function again(message: string, stamp: string): SentForm {
	return { again: { message, stamp } };
}

async function refuseTooMany(deps: Deps, network: string): Promise<void> {
	const own = await countHit(deps, `contact:${network}`, perMinute.network);
	if (own?.refused) throw tooManyWrites(own.resetSeconds);
	const all = await countHit(deps, 'contact', perMinute.all);
	if (all?.refused) throw tooManyWrites(all.resetSeconds);
}
