import { decodeRaw, readMail } from '../gmail-message.ts';
import { deleteByHand, editByHand, sendByHand } from '../mailbox-changes.ts';
import { formOf, redirect, type Answer, type Asked } from '../../kit/http.ts';
import type { Account, StoredDraft, Store } from '../state.ts';
import { html, type Markup } from '../../kit/html.ts';
import { layout, timeOf } from '../../kit/layout.ts';
import { rewritten } from './rewrite.ts';

function accountOf({ state }: Store, email: string | undefined): Account | undefined {
	return state.accounts.find((account) => account.email === email?.toLowerCase());
}

function snippet({ text }: StoredDraft): string {
	return text.trim().replace(/\s+/g, ' ').slice(0, 160);
}

function row(account: Account, draft: StoredDraft): Markup {
	return html`<li id="draft=${draft.id}">
		<a href="/mail/${account.email}/${draft.id}"
			><strong class="clip">${draft.subject || '(no subject)'}</strong>
			<span class="quiet clip">To ${draft.to || 'nobody yet'} · ${snippet(draft)}</span
			>${timeOf(draft.createdAt)}</a
		>
	</li>`;
}

function listOf(account: Account, drafts: StoredDraft[], empty: string): Markup {
	if (drafts.length === 0) return html`<p class="empty">${empty}</p>`;
	return html`<ul class="rows">
		${drafts.toReversed().map((draft) => row(account, draft))}
	</ul>`;
}

function letter(account: Account, draft: StoredDraft): Markup {
	const line = (name: string, value: string) =>
		value !== '' &&
		html`<dt>${name}</dt>
			<dd>${value}</dd>`;
	return html`<article class="card mail">
		<dl>
			${line('From', draft.from || account.email)}${line('To', draft.to)}${line('Cc', draft.cc)}${line('Bcc', draft.bcc)}
			<dt>Subject</dt>
			<dd><strong>${draft.subject || '(no subject)'}</strong></dd>
		</dl>
		<div class="text">${draft.text}</div>
	</article>`;
}

function buttons(path: string): Markup {
	const button = (act: string, name: string, kind: string) =>
		html`<form method="post" action="${path}/${act}"><button class="${kind}">${name}</button></form>`;
	return html`<div class="actions">
		${button('send', 'Send', 'go')}${button('delete', 'Delete', 'danger')}
	</div>`;
}

function editor(path: string, draft: StoredDraft): Markup {
	return html`<section>
		<h2>Edit as its owner would</h2>
		<form class="card pad" method="post" action="${path}/edit">
			<label>Subject<input name="subject" value="${draft.subject}" autocomplete="off" /></label>
			<label>Text<textarea name="text">${`\n${draft.text}`}</textarea></label>
			<div class="actions"><button>Save the changes</button></div>
		</form>
	</section>`;
}

function opened(account: Account, draft: StoredDraft): Markup {
	const isDraft = account.drafts.includes(draft);
	const path = `/mail/${account.email}/${draft.id}`;
	const state = isDraft ? 'Draft' : 'Sent by hand; it went nowhere';
	return html`<header>
			<p class="quiet"><a href="/mail/${account.email}">Drafts of ${account.email}</a></p>
			<h1 style="margin-top:8px">${draft.subject || '(no subject)'}</h1>
			<p class="quiet">${state} · ${timeOf(draft.createdAt)}${draft.editedAt !== null && ' · edited'}</p>
		</header>
		${letter(account, draft)}${isDraft && buttons(path)}${isDraft && editor(path, draft)}`;
}

/** Gmail’s own address of a draft is `#drafts?compose=` and its message id; the thread keeps the first of them. */
function openedByFragment(account: Account, draft: StoredDraft): Markup {
	const first = draft.threadId !== draft.messageId && html`<i id="drafts?compose=${draft.threadId}"></i>`;
	return html`<div class="reading" id="drafts?compose=${draft.messageId}">
		${first}${opened(account, draft)}
	</div>`;
}

function mailboxPage(account: Account): Answer {
	const { drafts, sent } = account;
	return layout(
		{ title: `Drafts of ${account.email}`, width: 'letter' },
		html`<div class="listing">
				<header>
					<h1>Drafts</h1>
					<p class="quiet">${account.name} · ${account.email}</p>
				</header>
				<section>
					${listOf(account, drafts, 'No drafts yet. An approved draft from AgentForce appears here.')}
				</section>
				<section>
					<h2>Sent by hand</h2>
					${listOf(account, sent, 'Nothing yet. Open a draft and press Send: it moves here and goes nowhere.')}
				</section>
			</div>
			${[...drafts, ...sent].map((draft) => openedByFragment(account, draft))}`
	);
}

/** The drafts of an account, or one of them. `/mail/?authuser=` is how Gmail names the account. */
export function mailPage(store: Store, { url }: Asked, [email, id]: string[]): Answer | null {
	const account = accountOf(store, email || (url.searchParams.get('authuser') ?? undefined));
	if (!account) return null;
	if (!id) return mailboxPage(account);
	const draft = [...account.drafts, ...account.sent].find((one) => one.id === id || one.messageId === id);
	return draft ? layout({ title: draft.subject || 'Draft', width: 'letter' }, opened(account, draft)) : null;
}

async function edit({ state }: Store, account: Account, draft: StoredDraft, form: URLSearchParams) {
	const raw = rewritten(decodeRaw(draft.raw).toString('utf8'), {
		subject: form.get('subject') ?? '',
		text: form.get('text') ?? ''
	});
	const encoded = Buffer.from(raw).toString('base64url');
	editByHand(state, account, draft, { raw: encoded, read: await readMail(encoded) });
}

/** What the owner does with a draft; the mailbox’s history moves on each time. */
export async function mailAction(
	store: Store,
	asked: Asked,
	[email, id, act]: string[]
): Promise<Answer | null> {
	const account = accountOf(store, email);
	const draft = account?.drafts.find((one) => one.id === id);
	if (!account || !draft) return null;
	if (act === 'send') sendByHand(account, draft);
	else if (act === 'delete') deleteByHand(account, draft);
	else if (act === 'edit') await edit(store, account, draft, formOf(asked));
	else return null;
	store.save();
	return redirect(act === 'edit' ? `/mail/${account.email}/${draft.id}` : `/mail/${account.email}`);
}
