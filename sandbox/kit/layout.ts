import type { Answer } from './http.ts';
import { html, page, type Markup } from './html.ts';
import { style } from './style.ts';

type Frame = { title: string; current?: string; width?: 'letter' | 'wide'; status?: number };

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

const note = html`<aside class="note" aria-label="Sandbox">
	Sandbox: nothing here is real<span>, and nothing leaves this machine</span>.
</aside>`;

/** A page with the sandbox’s own navigation. */
export function layout({ title, current, width, status = 200 }: Frame, content: Markup): Answer {
	const items = links.map(
		({ href, name }) => html`<a href="${href}" ${href === current && html` aria-current="page"`}>${name}</a>`
	);
	return page(
		status,
		html`${head(title)}<body>${note}<nav aria-label="Sandbox"><b>Google sandbox</b>${items}</nav>
<main class="wrap${width && ` ${width}`}">${content}</main></body></html>`
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

const clock = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'short',
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'UTC'
});

/** A time as a person reads it, in UTC so that every machine shows the same. */
export function timeOf(at: number): Markup {
	return html`<time datetime="${new Date(at).toISOString()}">${clock.format(at)} UTC</time>`;
}
