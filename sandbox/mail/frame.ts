import { style } from '../kit/style.ts';

export type Html = string;

export function escapeHtml(text: string): Html {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&#39;');
}

const css = `
h1 { overflow-wrap: anywhere }
.intro { color: var(--ink-2) }
.picks { display: flex; flex-wrap: wrap; gap: 8px; margin: 24px 0 16px }
.pick { display: inline-flex; align-items: center; gap: 8px; min-height: 32px; padding: 0 12px; border: 1px solid var(--line); border-radius: 16px;
	color: var(--ink-2); text-decoration: none; font-size: 13px; overflow-wrap: anywhere }
.pick:hover { color: var(--ink) }
.pick[aria-current] { background: var(--accent-soft); border-color: transparent; color: var(--accent); font-weight: 500 }
.count { color: var(--ink-3); font-variant-numeric: tabular-nums }
.pick[aria-current] .count { color: inherit }
.list, .stage { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; overflow: hidden }
ol > li + li { border-top: 1px solid var(--line) }
.row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 16px; padding: 12px 16px; text-decoration: none }
.row:hover { background: var(--paper) }
.row > * { min-width: 0 }
.subject { font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.quiet { color: var(--ink-3); font-size: 13px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row time, .row .marks { justify-self: end }
time { color: var(--ink-3); font-size: 13px; font-variant-numeric: tabular-nums; white-space: nowrap }
.marks { display: flex; gap: 4px; justify-content: end }
.mark { padding: 0 8px; border-radius: 10px; font-size: 12px; background: var(--waiting-soft); color: var(--waiting) }
.mark.failed { background: var(--failed-soft); color: var(--failed) }
dd time { color: inherit; white-space: normal }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 16px; margin: 16px 0 0; font-size: 13px }
dt { color: var(--ink-3) } dd { margin: 0; overflow-wrap: anywhere }
.stage { padding: 0; display: flex; justify-content: center; background: var(--paper) }
iframe { display: block; border: 0; width: 100%; height: min(900px, 80vh); min-height: 560px }
.phone { padding: 24px } .phone iframe { width: 390px; max-width: 100%; border: 1px solid var(--line); border-radius: 16px }
pre { margin: 0; padding: 24px; font: 13px/20px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
.themes { display: flex; flex-wrap: wrap; gap: 8px; margin-left: auto }
.themes:empty { display: none }
.back { margin: 0 0 16px; font-size: 13px } .back a { text-decoration: none } .back a:hover { text-decoration: underline }
h1 + .marks { justify-content: start; margin-top: 4px }
.rest { padding: 16px; text-align: center; font-size: 13px }
.empty h2 { font-size: 16px; line-height: 24px; font-weight: 600; margin: 0 0 4px }
@media (max-width: 600px) { .pick { min-height: 44px; border-radius: 22px } .themes { margin-left: 0 } .phone { padding: 0 } .phone iframe { border: 0; border-radius: 0 } }
`;

/** One page of the mailbox around what it shows, in the frame of the sandbox’s other pages. */
export function page(title: string, body: Html): Html {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Sandbox</title>
<link rel="icon" href="data:,">
${style.source}
<style>${css}</style>
</head>
<body>
<p class="note" role="note">Sandbox: nothing here is real, and nothing leaves this machine.</p>
<nav aria-label="Sandbox"><b>Google sandbox</b><a href="/">Overview</a><a href="/mailbox" aria-current="page">Mailbox</a></nav>
<main class="wrap">${body}</main>
</body>
</html>`;
}
