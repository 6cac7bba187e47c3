import type { Answer } from '../../kit/http.ts';
import { html, type Markup } from '../../kit/html.ts';
import { layout } from '../../kit/layout.ts';
import type { EventTime, StoredEvent, Store } from '../state.ts';

const when = ({ date, dateTime = '', timeZone = '' }: EventTime) =>
	date ?? `${dateTime.replace('T', ' ').slice(0, 16)} ${timeZone}`;

function row({ id, title, place, start, end }: StoredEvent): Markup {
	return html`<li id="${id}">
		<span
			><strong>${title}</strong
			><span class="quiet">${when(start)} to ${when(end)}${place && `, ${place}`}</span></span
		>
	</li>`;
}

/** Somebody's own calendar, the next entry first. */
export function calendarPage({ state }: Store, [email = '']: string[]): Answer | null {
	const account = state.accounts.find((one) => one.email === email.toLowerCase());
	if (!account) return null;
	const own = state.events
		.filter(({ owner }) => owner === account.email)
		.sort((one, other) => when(one.start).localeCompare(when(other.start)));
	const title = `Calendar of ${account.name}`;
	return layout(
		{ title, current: '/' },
		html`<header>
				<h1>${title}</h1>
				<p class="quiet">${account.email}</p>
			</header>
			${
				own.length === 0
					? html`<p class="empty">Nothing yet.</p>`
					: html`<ul class="rows">
							${own.map(row)}
						</ul>`
			}`
	);
}
