import { Markup } from './html.ts';

const light = `--paper:#faf9f6;--surface:#fff;--sunken:#f3f1ec;--line:#e6e2d9;--line-strong:#d3cdc0;--ink:#1d1c1a;--ink-2:#55514a;
--ink-3:#6f6a61;--accent:#1f6b50;--accent-ink:#fff;--accent-soft:#e4f0ea;--waiting:#8a5a00;--waiting-soft:#fbf0d9;
--failed:#b3261e;--failed-soft:#fbe9e7;--shadow:0 1px 2px rgb(29 28 26/.05),0 8px 24px -12px rgb(29 28 26/.18)`;
const dark = `--paper:#161513;--surface:#1e1d1a;--sunken:#121110;--line:#2e2c28;--line-strong:#423f39;--ink:#f2efe9;--ink-2:#b9b3a7;
--ink-3:#989286;--accent:#6fc3a0;--accent-ink:#0e1c16;--accent-soft:#1d3129;--waiting:#e3b25c;--waiting-soft:#33291a;
--failed:#f1948c;--failed-soft:#3a1f1d;--shadow:0 1px 2px rgb(0 0 0/.4),0 12px 32px -16px rgb(0 0 0/.7)`;

/** The look of the house, for pages that stand alone. */
export const style = new Markup(`<style>
@font-face{font-family:Inter;src:url(/sandbox/inter.woff2) format("woff2");font-weight:100 900;font-display:swap}
:root{color-scheme:light dark;${light}}
@media(prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}body,h1,h2,h3,p,dl,dd,ul,ol,fieldset{margin:0;padding:0}ul,ol{list-style:none}fieldset{border:0;min-width:0}
body{font:400 14px/1.5 Inter,system-ui,sans-serif;color:var(--ink);background:var(--paper);-webkit-font-smoothing:antialiased;overflow-wrap:anywhere}
.note{background:var(--waiting-soft);color:var(--waiting);font-size:13px;font-weight:500;text-align:center;padding:8px 16px}button{white-space:nowrap}
.wrap{max-width:960px;margin:0 auto;padding:24px 24px 64px}.narrow{max-width:480px;padding-top:56px}.wide{max-width:1280px}.letter{max-width:760px}
nav{display:flex;gap:4px 16px;flex-wrap:wrap;align-items:center;padding:12px 24px;border-bottom:1px solid var(--line);background:var(--surface)}
nav b{font-weight:600;margin-right:8px}nav a{color:var(--ink-2);text-decoration:none;font-weight:500;line-height:32px}nav a:hover,nav a[aria-current]{color:var(--ink)}
nav a[aria-current]{box-shadow:inset 0 -2px var(--accent)}
h1{font-size:20px;font-weight:600;letter-spacing:-.01em;line-height:28px}h2{font-size:16px;font-weight:600;line-height:24px}h3{font-size:12px;font-weight:600;color:var(--ink-3)}
a{color:inherit;text-decoration-color:var(--line-strong);text-underline-offset:3px}.quiet{color:var(--ink-3);font-size:13px}
header+*,header+[type=hidden]+*{margin-top:20px}section+section,.actions+section{margin-top:32px}section>h2+:not(.quiet){margin-top:12px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:16px;box-shadow:var(--shadow)}.pad{padding:24px}
.rows{background:var(--surface);border:1px solid var(--line);border-radius:10px;overflow:hidden}.rows>li+li{border-top:1px solid var(--line)}
.rows a,.rows .row{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 16px;align-items:center;min-height:44px;padding:10px 16px;text-decoration:none}
.rows a:hover{background:var(--sunken)}.rows strong{font-weight:500}.rows .quiet{grid-column:1}.rows time,.rows .aside{grid-column:2;grid-row:1/span 2;color:var(--ink-3);font-size:12px;white-space:nowrap}
.rows li:target{box-shadow:inset 2px 0 var(--accent)}.clip{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.two{display:grid;grid-template-columns:1fr 1fr;gap:32px 24px}.two section{margin:0;min-width:0}
.mail dl{display:grid;grid-template-columns:72px minmax(0,1fr);padding:16px 24px;border-bottom:1px solid var(--line);row-gap:6px}.mail dt{color:var(--ink-3)}
.mail .text{padding:20px 24px 28px;font-size:15px;line-height:1.65;max-width:66ch;white-space:pre-wrap}
.actions{display:flex;gap:8px;flex-wrap:wrap;margin-top:16px;align-items:center}
button,.button{font:500 14px/20px Inter,system-ui,sans-serif;min-height:36px;padding:7px 14px;border-radius:6px;border:1px solid var(--line-strong);background:var(--surface);color:var(--ink);cursor:pointer;text-decoration:none}
button:hover{border-color:var(--ink-3)}button.go{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}button.danger{color:var(--failed)}
button:disabled{opacity:.45;cursor:default}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
label{display:block;font-weight:500}input:not([type]),input[type=email],input[type=text],textarea{width:100%;margin-top:4px;font:400 14px/20px Inter,system-ui,sans-serif;color:var(--ink);background:var(--surface);border:1px solid var(--line-strong);border-radius:6px;padding:7px 12px}
textarea{line-height:1.6;min-height:220px;resize:vertical}form>label+label,form>label+.actions{margin-top:16px}
.choice{display:flex;gap:12px;align-items:flex-start;padding:12px 0;font-weight:400;min-height:44px;cursor:pointer}.choice+.choice{border-top:1px solid var(--line)}.choice input[type=radio],.choice input[type=checkbox]{accent-color:var(--accent);width:18px;height:18px;margin:2px 0 0;flex:none}
.choice span{flex:1;min-width:0}.choice small{display:block;color:var(--ink-3);font-size:13px}legend{padding:0;font-size:12px;font-weight:600;color:var(--ink-3)}.other{font-size:12px;font-weight:600;color:var(--ink-3);margin-top:4px}.other+*{margin-top:24px!important}
.empty{padding:32px 24px;text-align:center;color:var(--ink-3);border:1px dashed var(--line-strong);border-radius:10px}
.grid{overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--surface)}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{border-right:1px solid var(--line);border-bottom:1px solid var(--line);padding:8px 12px;text-align:left;height:36px;white-space:nowrap;max-width:320px;overflow:hidden;text-overflow:ellipsis}
tr>:last-child{border-right:0}tbody tr:last-child>*{border-bottom:0}thead th,tbody th{background:var(--sunken);color:var(--ink-3);font-size:12px;font-weight:500}tbody th{text-align:center;width:44px;padding:8px}
thead th{text-align:center}.head td{font-weight:600}thead form,tbody th form{display:inline}thead button,tbody th button{min-height:24px;min-width:28px;padding:0 6px;border-color:transparent;background:none;color:var(--ink-3)}thead button:hover,tbody th button:hover{border-color:var(--line-strong)}select{min-height:36px;padding:0 8px;border:1px solid var(--line-strong);border-radius:var(--radius,6px);background:var(--surface);color:inherit;font:inherit}
.tabs{display:flex;gap:4px;flex-wrap:wrap;margin-bottom:12px}.tabs a{padding:6px 14px;line-height:20px;border-radius:18px;text-decoration:none;color:var(--ink-2);font-weight:500}
.reading{display:none}.reading:target,.reading:has(:target){display:block}body:has(.reading:target) .listing,body:has(.reading :target) .listing{display:none}
.tab{display:none;margin:0!important}.tab:target,body:not(:has(.tab:target)) .tab.first{display:block}
.inline{display:flex;gap:8px;align-items:center}.inline input{margin:0!important;width:200px!important}
@media(max-width:720px){.two{grid-template-columns:1fr}.wrap{padding:20px 16px 48px}.narrow{padding-top:24px}nav{padding:8px 16px}nav a{line-height:44px}.mail dl{padding:16px;grid-template-columns:64px minmax(0,1fr)}.mail .text{padding:16px 16px 24px}
button,.button{min-height:44px;padding:11px 16px}.note span{display:none}.actions form{display:flex}.actions form,.actions form button,.actions>button{flex:1}.inline button{flex:none!important}.inline{flex:1 1 100%}.inline input{flex:1;width:auto!important;min-height:44px}input:not([type]),input[type=email],input[type=text],textarea{font-size:16px;padding:10px 12px}thead button{min-width:44px}}
</style>`);
