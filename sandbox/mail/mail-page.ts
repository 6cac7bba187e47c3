import { escapeHtml, page, type Html } from './frame.ts';
import { marksOf, timeOf } from './marks.ts';
import type { Attempt } from './store.ts';

const themes = ['system', 'light', 'dark'] as const;
const sizes = ['wide', 'phone', 'text'] as const;
type View = { theme: (typeof themes)[number]; size: (typeof sizes)[number] };

const labels = {
	system: 'As here',
	light: 'Light',
	dark: 'Dark',
	wide: 'Wide',
	phone: 'Phone',
	text: 'Text only'
};

/** How the mail is looked at, as the address says. */
export function mailView(search: URLSearchParams): View {
	return {
		theme: themes.find((theme) => theme === search.get('theme')) ?? 'system',
		size: sizes.find((size) => size === search.get('size')) ?? 'wide'
	};
}

function choices<Key extends keyof View>(
	mail: Attempt,
	view: View,
	key: Key,
	values: readonly View[Key][]
): Html {
	return values
		.map((value) => {
			const search = new URLSearchParams({ ...view, [key]: value });
			const mark = view[key] === value ? ' aria-current="true"' : '';
			return `<a class="pick" href="/mailbox/${mail.id}?${escapeHtml(String(search))}"${mark}>${labels[value]}</a>`;
		})
		.join('');
}

function stage(mail: Attempt, view: View): Html {
	if (view.size === 'text' || mail.html === '') {
		return `<div class="list"><pre tabindex="0">${escapeHtml(mail.text)}</pre></div>`;
	}
	return `<div class="stage ${view.size}"><iframe title="The mail" src="/mailbox/${mail.id}/html?theme=${view.theme}"
sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></div>`;
}

function facts(mail: Attempt): Html {
	const lines: [string, Html][] = [
		['From', escapeHtml(mail.headers['from'] ?? mail.from)],
		['To', escapeHtml(mail.to.join(', '))],
		['When', timeOf(mail, 'exact')],
		['Message-ID', escapeHtml(mail.messageId)]
	];
	return `<dl>${lines.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

/** One mail as its reader sees it: light or dark, wide, on a phone or as text. */
export function mailPage(mail: Attempt, attempts: Attempt[], view: View): Html {
	const title = mail.subject || 'No subject';
	const themed = view.size === 'text' ? '' : choices(mail, view, 'theme', themes);
	return page(
		title,
		`<p class="back"><a href="/mailbox">← All mail</a></p><h1>${escapeHtml(title)}</h1>${marksOf(mail, attempts)}${facts(mail)}
<div class="picks" role="group" aria-label="How it looks">${choices(mail, view, 'size', sizes)}<span class="themes">${themed}</span></div>${stage(mail, view)}`
	);
}

/** What the frame shows: the mail itself, its links led out of the frame and its dark side turned on or off. */
export function mailDocument(mail: Attempt, { theme }: View): Html {
	const base = '<base target="_blank">';
	const html = /<head[^>]*>/i.test(mail.html)
		? mail.html.replace(/<head[^>]*>/i, (head) => head + base)
		: base + mail.html;
	if (theme === 'system') return html;
	// Browsers let a page choose only its own scheme, never that of a frame from elsewhere, so the question is answered.
	return html.replace(/\(\s*prefers-color-scheme:\s*(dark|light)\s*\)/gi, (_question, asked: string) =>
		asked.toLowerCase() === theme ? '(min-width: 0)' : '(max-width: 0)'
	);
}
