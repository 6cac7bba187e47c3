/**
 * The look of our mails. Mail programs know no custom properties and many drop style sheets, so every rule is written
 * on its element, and the sheet holds only what cannot be: narrow screens and the dark.
 */
const font = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

export const styles = {
	body: 'margin:0;padding:0;background:#faf9f6;-webkit-text-size-adjust:100%;',
	preheader: 'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all;',
	paper: 'background:#faf9f6;',
	edge: 'padding:40px 24px 48px;',
	column: 'max-width:560px;text-align:left;',
	brand: `${font}padding:0 0 16px;font-size:14px;line-height:20px;font-weight:600;color:#1d1c1a;`,
	sheet: 'padding:32px 32px 36px;background:#ffffff;border:1px solid #e6e2d9;border-radius:12px;',
	heading: `${font}margin:0 0 12px;font-size:20px;line-height:28px;font-weight:600;letter-spacing:-0.01em;color:#1d1c1a;word-break:break-word;`,
	paragraph: `${font}margin:0 0 12px;font-size:16px;line-height:24px;color:#55514a;word-break:break-word;`,
	list: 'margin:20px 0 0;border-top:1px solid #e6e2d9;border-bottom:1px solid #e6e2d9;table-layout:fixed;',
	rule: 'border-top:1px solid #e6e2d9;',
	item: `${font}padding:12px 0;word-break:break-word;`,
	itemTitle:
		'font-size:16px;line-height:24px;font-weight:600;color:#1d1c1a;text-decoration:underline;text-decoration-color:#d3cdc0;text-underline-offset:3px;',
	detail: 'font-size:14px;line-height:20px;color:#55514a;',
	buttonTable: 'margin:28px 0 0;border-collapse:separate;',
	buttonCell: 'background:#1f6b50;border-radius:8px;',
	button: `${font}display:block;padding:12px 24px;font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none;mso-padding-alt:12px 24px;`,
	footer: `${font}padding:20px 0 0;font-size:13px;line-height:20px;`,
	footerLink: 'color:#6e695f;text-decoration:underline;text-underline-offset:3px;'
};

export const css = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (max-width: 480px) {
.edge { padding: 24px 16px 32px !important }
.sheet { padding: 24px 20px 28px !important }
.wide { width: 100% !important }
}
@media (prefers-color-scheme: dark) {
.paper { background: #161513 !important }
.sheet { background: #1e1d1a !important; border-color: #2e2c28 !important }
.list, .line { border-color: #2e2c28 !important }
.ink { color: #f2efe9 !important; text-decoration-color: #423f39 !important }
.ink-2 { color: #b9b3a7 !important }
.ink-3 { color: #968f83 !important }
td.go { background: #6fc3a0 !important }
a.go { color: #0e1c16 !important }
}
`;
