import type { Answer } from '../http.ts';
import { html, page, type Markup } from './html.ts';
import { style } from './style.ts';

type Frame = { title: string; current?: string; wide?: boolean; status?: number };

const links = [
	{ href: '/', name: 'Overview' },
	{ href: '/mailbox', name: 'Mailbox' }
];

function head(title: string): Markup {
	return html`<html lang="en">
		<head>
			<meta charset="utf-8" />
			<meta name="viewport" content="width=device-width, initial-scale=1" />
			<title>${title} · Sandbox</title>
			<link rel="icon" href="data:," />
			${style}
		</head>
	</html>`;
}

const note = html`<p class="note" role="note">
	Sandbox: nothing here is real, and nothing leaves this machine.
</p>`;

/** A page with the sandbox’s own navigation. */
export function layout({ title, current, wide = false, status = 200 }: Frame, content: Markup): Answer {
	const items = links.map(
		({ href, name }) => html`<a href="${href}" ${href === current && html` aria-current="page"`}>${name}</a>`
	);
	return page(
		status,
		html`${head(title)}<body>${note}<nav aria-label="Sandbox"><b>Google sandbox</b>${items}</nav>
<main class="wrap${wide && ' wide'}">${content}</main></body></html>`
	);
}

/** A page that asks one thing; its form may lead back to whoever sent the person here. */
export function askingPage(status: number, title: string, content: Markup): Answer {
	const ours = "'self' http://localhost:* http://127.0.0.1:*";
	return page(
		status,
		html`${head(title)}<body>${note}<main class="wrap narrow">${content}</main></body></html>`,
		ours
	);
}

export function notFoundPage(): Answer {
	return layout(
		{ title: 'Not here', status: 404 },
		html`<header><h1>There is nothing here</h1></header>
			<p>It may have been sent or deleted. <a href="/">Back to the overview</a></p>`
	);
}

/** A time as a person reads it, in UTC so that every machine shows the same. */
export function timeOf(at: number | string): Markup {
	const iso = new Date(at).toISOString();
	return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
