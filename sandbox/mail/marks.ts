import { escapeHtml, type Html } from './frame.ts';
import type { Attempt } from './store.ts';

/** How often the mail lies in the mailbox: more than once when its sender could not know that it was taken. */
export function copiesOf(mail: Attempt, attempts: Attempt[]): number {
	if (mail.messageId === '') return 1;
	return attempts.filter(({ messageId, outcome }) => messageId === mail.messageId && outcome === 'taken')
		.length;
}

/** What is unusual about a mail, or nothing. */
export function marksOf(mail: Attempt, copies: number): Html {
	const failed =
		mail.outcome === 'taken' ? '' : `<span class="mark failed">${escapeHtml(mail.outcome)}</span>`;
	const repeated = copies > 1 ? `<span class="mark">${copies} copies</span>` : '';
	return `<span class="marks">${failed}${repeated}</span>`;
}

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function timeOf({ receivedAt }: Attempt): Html {
	return `<time datetime="${receivedAt}">${time.format(new Date(receivedAt))}</time>`;
}
