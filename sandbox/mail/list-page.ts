import { escapeHtml, page, type Html } from './frame.ts';
import { marksOf, timeOf } from './marks.ts';
import type { Attempt } from './store.ts';

/** A page of a sandbox needs no pager: who looks for an older one filters by person. */
const mostShown = 200;

function row(mail: Attempt, attempts: Attempt[]): Html {
	return `<li><a class="row" href="/mailbox/${mail.id}">
<span class="subject">${escapeHtml(mail.subject || 'No subject')}</span>${timeOf(mail, 'short')}
<span class="quiet">To ${escapeHtml(mail.to.join(', '))}</span>${marksOf(mail, attempts)}
</a></li>`;
}

function choice(href: string, label: string, count: number, current: boolean): Html {
	const mark = current ? ' aria-current="page"' : '';
	return `<a class="pick" href="${escapeHtml(href)}"${mark}>${escapeHtml(label)} <span class="count">${count}</span></a>`;
}

function people(attempts: Attempt[], chosen: string | null): Html {
	const counts = new Map<string, number>();
	for (const address of attempts.flatMap(({ to }) => to)) counts.set(address, (counts.get(address) ?? 0) + 1);
	const choices = [...counts]
		.sort(([one], [other]) => one.localeCompare(other))
		.map(([address, count]) => {
			const href = `/mailbox?to=${encodeURIComponent(address)}`;
			return choice(href, address, count, address === chosen);
		});
	const everybody = choice('/mailbox', 'Everybody', attempts.length, chosen === null);
	return `<div class="picks" role="group" aria-label="People">${everybody}${choices.join('')}</div>`;
}

function empty(chosen: string | null): Html {
	const what = chosen === null ? 'No mail yet' : `No mail for ${escapeHtml(chosen)}`;
	return `<div class="empty"><h2>${what}</h2><p>When AgentForce writes to somebody, the mail lies here.</p></div>`;
}

/** Everything that was handed over, newest first, for everybody or for one person. */
export function listPage(attempts: Attempt[], chosen: string | null): Html {
	const shown = attempts.filter(({ to }) => chosen === null || to.includes(chosen)).reverse();
	const rows = shown.slice(0, mostShown).map((mail) => row(mail, attempts));
	const rest =
		shown.length > mostShown ? `<p class="rest">The newest ${mostShown} of ${shown.length}.</p>` : '';
	const list = rows.length === 0 ? empty(chosen) : `<ol class="list">${rows.join('')}</ol>${rest}`;
	const intro = '<h1>Mailbox</h1><p class="intro">What AgentForce has written to people, newest first.</p>';
	return page('Mailbox', `${intro}${people(attempts, chosen)}${list}`);
}
