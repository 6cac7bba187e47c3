import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml, page, type Html } from './frame.ts';
import { listPage } from './list-page.ts';
import { mailDocument, mailPage, mailView } from './mail-page.ts';
import type { Attempt } from './store.ts';

/** A page of ours holds no script, and only itself may frame what it shows. */
const pagePolicy =
	"default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'self'";
/** A mail may show itself and open links in a new tab; it runs, fetches and sends nothing. */
const mailPolicy =
	"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

type Reply = { status: number; type: string; policy: string; body: string };

function html(body: Html, status = 200): Reply {
	return { status, type: 'text/html; charset=utf-8', policy: pagePolicy, body };
}

function notThere(): Reply {
	const body = '<h1>There is no such mail</h1><p><a href="/mailbox">All mail</a></p>';
	return html(page('No such mail', body), 404);
}

function onOne(mail: Attempt, part: string | undefined, attempts: Attempt[], url: URL): Reply {
	if (part === undefined) return html(mailPage(mail, attempts, mailView(url.searchParams)));
	if (part === 'html') {
		const body = mailDocument(mail, mailView(url.searchParams));
		return { status: 200, type: 'text/html; charset=utf-8', policy: mailPolicy, body };
	}
	return notThere();
}

function answer(attempts: Attempt[], url: URL): Reply {
	const [, , id, part] = url.pathname.split('/');
	if (!id) return html(listPage(attempts, url.searchParams.get('to')));
	if (id === 'messages.json') {
		const body = JSON.stringify(attempts);
		return { status: 200, type: 'application/json; charset=utf-8', policy: pagePolicy, body };
	}
	const mail = attempts.find((attempt) => attempt.id === id);
	return mail ? onOne(mail, part, attempts, url) : notThere();
}

/** Answers what lies under `/mailbox`; false, and nothing is answered, for all else. */
export function handleMailbox(
	attempts: Attempt[],
	request: IncomingMessage,
	response: ServerResponse
): boolean {
	const url = new URL(request.url ?? '/', 'http://sandbox');
	if (url.pathname !== '/mailbox' && !url.pathname.startsWith('/mailbox/')) return false;
	const reply: Reply =
		request.method === 'GET' || request.method === 'HEAD'
			? answer(attempts, url)
			: { status: 405, type: 'text/plain', policy: pagePolicy, body: escapeHtml('Mail is only read here.') };
	response.writeHead(reply.status, {
		'content-type': reply.type,
		'content-security-policy': reply.policy,
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
		'cache-control': 'no-store'
	});
	response.end(request.method === 'HEAD' ? undefined : reply.body);
	return true;
}
