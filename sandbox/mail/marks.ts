import { escapeHtml, type Html } from './frame.ts';
import type { Attempt } from './store.ts';

const said: Record<Attempt['outcome'], string | null> = {
	taken: null,
	'answered 4xx': 'Refused for now',
	'answered 5xx': 'Refused for good',
	'never answered': 'Never answered'
};

/** How often the mail lies in the mailbox: more than once when its sender could not know that it was taken. */
export function copiesOf(mail: Attempt, attempts: Attempt[]): number {
	if (mail.messageId === '') return 1;
	return attempts.filter(({ messageId, outcome }) => messageId === mail.messageId && outcome === 'taken')
		.length;
}

/** What is unusual about a mail, or nothing. */
export function marksOf(mail: Attempt, attempts: Attempt[]): Html {
	const copies = copiesOf(mail, attempts);
	const failure = said[mail.outcome];
	const failed = failure === null ? '' : `<span class="mark failed">${escapeHtml(failure)}</span>`;
	const repeated = copies > 1 ? `<span class="mark">${copies} copies</span>` : '';
	return failed || repeated ? `<span class="marks">${failed}${repeated}</span>` : '';
}

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** In the zone of this machine, which is also the reader’s. */
export function timeOf({ receivedAt }: Attempt, form: 'short' | 'exact', now: Date = new Date()): Html {
	const at = new Date(receivedAt);
	const short = at.toDateString() === now.toDateString() ? hour : day;
	return `<time datetime="${receivedAt}" title="${exact.format(at)}">${(form === 'exact' ? exact : short).format(at)}</time>`;
}
