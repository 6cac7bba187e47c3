import type { Answer } from '../../kit/http.ts';
import type { Account, Spreadsheet, State, Store } from '../state.ts';
import { html, type Markup } from '../../kit/html.ts';
import { layout } from '../../kit/layout.ts';

function counted(number: number, one: string, many: string): string {
	return number === 0 ? `No ${many}` : `${number} ${number === 1 ? one : many}`;
}

function mailRow({ email, drafts, sent }: Account): Markup {
	return html`<li>
		<a href="/mail/${email}"
			><strong>Gmail drafts</strong
			><span class="quiet"
				>${counted(drafts.length, 'draft', 'drafts')}${sent.length > 0 && `, ${sent.length} sent by hand`}</span
			><span class="aside">Open</span></a
		>
	</li>`;
}

function calendarRow({ email }: Account, { events }: State): Markup {
	const own = events.filter(({ owner }) => owner === email);
	return html`<li>
		<a href="/calendar/${email}"
			><strong>Calendar</strong><span class="quiet">${counted(own.length, 'entry', 'entries')}</span
			><span class="aside">Open</span></a
		>
	</li>`;
}

function sheetRow({ id, title, tabs }: Spreadsheet): Markup {
	const rows = tabs.reduce((sum, tab) => sum + Math.max(0, tab.rows.length - 1), 0);
	return html`<li>
		<a href="/spreadsheets/d/${id}/edit"
			><strong>${title}</strong
			><span class="quiet">${tabs.map((tab) => tab.title).join(', ')} · ${counted(rows, 'row', 'rows')}</span
			><span class="aside">Open</span></a
		>
	</li>`;
}

/** Who there is and what they have. */
export function overviewPage({ state }: Store): Answer {
	const accounts = state.accounts.map((account) => {
		const sheets = state.spreadsheets.filter(({ owner }) => owner === account.email);
		return html`<section>
			<h2>${account.name}</h2>
			<p class="quiet">${account.email}</p>
			<ul class="rows" style="margin-top:12px">
				${mailRow(account)}${calendarRow(account, state)}${sheets.map(sheetRow)}
			</ul>
		</section>`;
	});
	return layout(
		{ title: 'Overview', current: '/' },
		html`<header>
				<h1>A Google of your own</h1>
				<p class="quiet" style="max-width:62ch;margin-top:4px">
					Accounts that exist on this machine only. AgentForce talks to them as it would to Google: you see
					here what it put into their drafts and sheets, and can change it as their owners would.
				</p>
			</header>
			<div class="two">${accounts}</div>
			<section style="margin-top:32px">
				<h2>Mail from AgentForce</h2>
				<ul class="rows">
					<li>
						<a href="/mailbox"
							><strong>Mailbox</strong
							><span class="quiet">Every mail that AgentForce itself would have sent</span
							><span class="aside">Open</span></a
						>
					</li>
				</ul>
			</section>`
	);
}
