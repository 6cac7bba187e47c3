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
:root { color-scheme: light dark; --paper: #faf9f6; --surface: #fff; --line: #e6e2d9; --ink: #1d1c1a; --ink-2: #55514a; --ink-3: #6f6a61;
	--accent: #1f6b50; --accent-soft: #e4f0ea; --waiting: #8a5a00; --waiting-soft: #fbf0d9; --failed: #b3261e; --failed-soft: #fbe9e7 }
@media (prefers-color-scheme: dark) { :root { --paper: #161513; --surface: #1e1d1a; --line: #2e2c28; --ink: #f2efe9; --ink-2: #b9b3a7; --ink-3: #9a9488;
	--accent: #6fc3a0; --accent-soft: #1d3129; --waiting: #e3b25c; --waiting-soft: #33291a; --failed: #f1948c; --failed-soft: #3a1f1d } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/20px Inter, system-ui, sans-serif }
a { color: inherit }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px }
.bar { border-bottom: 1px solid var(--line); padding: 12px 24px; color: var(--ink-2); font-size: 13px }
.bar strong { color: var(--ink); font-weight: 600 }
main { max-width: 960px; margin: 0 auto; padding: 32px 24px 64px }
h1 { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 4px; overflow-wrap: anywhere }
p { margin: 0; color: var(--ink-2) }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin: 24px 0 16px }
.choice { display: inline-flex; align-items: center; gap: 8px; min-height: 32px; padding: 0 12px; border: 1px solid var(--line); border-radius: 16px;
	color: var(--ink-2); text-decoration: none; font-size: 13px; overflow-wrap: anywhere }
.choice:hover { color: var(--ink) }
.choice[aria-current] { background: var(--accent-soft); border-color: transparent; color: var(--accent); font-weight: 500 }
.count { color: var(--ink-3); font-variant-numeric: tabular-nums }
.choice[aria-current] .count { color: inherit }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; overflow: hidden }
ol { list-style: none; margin: 0; padding: 0 }
li + li { border-top: 1px solid var(--line) }
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
.empty { padding: 48px 24px; text-align: center }
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
@media (max-width: 600px) { main { padding: 24px 16px 48px } .bar { padding: 12px 16px } .choice { min-height: 44px; border-radius: 22px } .themes { margin-left: 0 } .phone { padding: 0 } .phone iframe { border: 0; border-radius: 0 } }
`;

/** One page of the mailbox around what it shows. */
export function page(title: string, body: Html): Html {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Sandbox mailbox</title>
<style>${css}</style>
</head>
<body>
<div class="bar"><strong>Sandbox mailbox</strong> · Nothing here leaves this machine.</div>
<main>${body}</main>
</body>
</html>`;
}
