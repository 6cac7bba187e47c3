import { css, styles } from './email-template-styles.ts';
import { showUnseen } from '#lib/visible-characters.ts';

export type EmailItem = { title: string; detail: string; href: string };
export type EmailContent = {
	/** What inboxes show beside the subject. */
	preheader: string;
	heading: string;
	paragraphs: string[];
	items?: EmailItem[];
	button: { label: string; href: string } | null;
	/** Why this came, and where that is changed. */
	footer: { text: string; href: string };
};

/** Inboxes fill their preview with whatever follows; these fill it with nothing. */
const previewEnd = '&#847;&zwnj;&nbsp;'.repeat(60);

/** One line: names and titles come from people, and a line break in one could pass for a line of ours. */
function line(text: string): string {
	return showUnseen(text.replace(/\s+/g, ' ').trim());
}

function lines(text: string): string {
	return showUnseen(text.replace(/\r\n?/g, '\n').trim());
}

function escape(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&#39;');
}

function address(href: string): string {
	if (/^https?:\/\//i.test(href) && URL.canParse(href)) return new URL(href).href;
	throw new TypeError('An email links to the web only.');
}

function itemRow({ title, detail, href }: EmailItem, index: number): string {
	const rule = index === 0 ? '' : styles.rule;
	return `<tr><td class="line" style="${styles.item}${rule}"><a class="ink" href="${escape(address(href))}" style="${styles.itemTitle}">${escape(line(title))}</a><br><span class="ink-2" style="${styles.detail}">${escape(line(detail))}</span></td></tr>`;
}

function itemTable(items: EmailItem[]): string {
	if (items.length === 0) return '';
	return `<table role="presentation" class="list" width="100%" cellpadding="0" cellspacing="0" style="${styles.list}">${items.map(itemRow).join('\n')}</table>`;
}

function buttonTable(button: EmailContent['button']): string {
	if (button === null) return '';
	const link = `<a class="go" href="${escape(address(button.href))}" style="${styles.button}">${escape(line(button.label))}</a>`;
	return `<table role="presentation" class="wide" cellpadding="0" cellspacing="0" style="${styles.buttonTable}"><tr><td class="go" align="center" bgcolor="#1f6b50" style="${styles.buttonCell}">${link}</td></tr></table>`;
}

function paragraph(text: string): string {
	return `<p class="ink-2" style="${styles.paragraph}">${escape(lines(text)).replace(/\n/g, '<br>')}</p>`;
}

function html({ preheader, heading, paragraphs, items = [], button, footer }: EmailContent): string {
	return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escape(line(heading))}</title>
<style>${css}</style>
</head>
<body class="paper" style="${styles.body}">
<div style="${styles.preheader}">${escape(line(preheader))}${previewEnd}</div>
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" bgcolor="#faf9f6" style="${styles.paper}"><tr><td class="edge" align="center" style="${styles.edge}">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${styles.column}">
<tr><td class="ink" style="${styles.brand}">AgentForce</td></tr>
<tr><td class="sheet" bgcolor="#ffffff" style="${styles.sheet}">
<h1 class="ink" style="${styles.heading}">${escape(line(heading))}</h1>
${paragraphs.map(paragraph).join('\n')}
${itemTable(items)}
${buttonTable(button)}
</td></tr>
<tr><td style="${styles.footer}"><a class="ink-3" href="${escape(address(footer.href))}" style="${styles.footerLink}">${escape(line(footer.text))}</a></td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
}

function text({ heading, paragraphs, items = [], button, footer }: EmailContent): string {
	const list = items.map(
		({ title, detail, href }) => `- ${line(title)}\n  ${line(detail)}\n  ${address(href)}`
	);
	const parts = [
		line(heading),
		...paragraphs.map(lines),
		...list,
		...(button === null ? [] : [`${line(button.label)}:\n${address(button.href)}`]),
		`-- \n${line(footer.text)}:\n${address(footer.href)}`
	];
	return `${parts.join('\n\n')}\n`;
}

/**
 * One mail of ours in both forms. Whatever it is given is text: nothing in it can become markup, and characters that
 * are not seen are written out. Throws TypeError when a link does not lead to the web.
 */
export function emailTemplate(content: EmailContent): { html: string; text: string } {
	return { html: html(content), text: text(content) };
}
