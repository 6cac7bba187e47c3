import { columnName } from '../a1.ts';
import { formOf, redirect, type Answer, type Asked } from '../../kit/http.ts';
import { stringCell } from '../seed.ts';
import type { Spreadsheet, Tab, Store } from '../state.ts';
import { changeRows, removeButton, rowForms, widthOf } from './sheet-rows.ts';
import { html, Markup } from '../../kit/html.ts';
import { layout } from '../../kit/layout.ts';

function findSheet({ state }: Store, id: string | undefined): Spreadsheet | undefined {
	return state.spreadsheets.find((sheet) => sheet.id === id);
}

function moveButton(path: string, column: number, to: number, last: number): Markup {
	const name = `Move column ${columnName(column)} ${to < column ? 'left' : 'right'}`;
	return html`<form method="post" action="${path}/move">
		<input type="hidden" name="from" value="${column}" /><input type="hidden" name="to" value="${to}" />
		<button aria-label="${name}" title="${name}" ${(to < 0 || to > last) && html` disabled`}>
			${to < column ? '←' : '→'}
		</button>
	</form>`;
}

function grid(path: string, tab: Tab): Markup {
	const last = widthOf(tab) - 1;
	const columns = Array.from({ length: last + 1 }, (_, column) => column);
	const heads = columns.map(
		(column) =>
			html`<th scope="col">
				${moveButton(path, column, column - 1, last)}${columnName(column)}${moveButton(path, column, column + 1, last)}
			</th>`
	);
	const rows = tab.rows.map(
		(row, index) =>
			html`<tr${index === 0 && html` class="head"`}><th scope="row">${index + 1}${index > 0 && removeButton(path, index)}</th>${columns.map((column) => html`<td title="${row[column]?.text}">${row[column]?.text}</td>`)}</tr>`
	);
	return html`<div class="grid" role="region" aria-label="Cells of ${tab.title}" tabindex="0">
		<table>
			<thead>
				<tr>
					<th scope="col"><span class="quiet">#</span></th>
					${heads}
				</tr>
			</thead>
			<tbody>
				${rows}
			</tbody>
		</table>
	</div>`;
}

function tabSection(sheet: Spreadsheet, tab: Tab, index: number): Markup {
	const path = `/spreadsheets/d/${sheet.id}/${tab.sheetId}`;
	const onlyOne = sheet.tabs.length === 1;
	return html`<section
		class="tab${index === 0 && ' first'}"
		id="gid=${tab.sheetId}"
		aria-label="${tab.title}"
	>
		${grid(path, tab)}
		<div class="actions">
			${rowForms(path, tab)}
			<form class="inline" method="post" action="${path}/rename">
				<input
					name="title"
					value="${tab.title}"
					aria-label="New name of the tab ${tab.title}"
					autocomplete="off"
					required
				/><button>Rename</button>
			</form>
			<form method="post" action="${path}/delete">
				<button class="danger" ${onlyOne && html` disabled title="A spreadsheet needs one tab"`}>
					Delete the tab
				</button>
			</form>
		</div>
	</section>`;
}

/** A spreadsheet as a grid, one tab at a time. */
export function sheetPage(store: Store, [id]: string[]): Answer | null {
	const sheet = findSheet(store, id);
	if (!sheet) return null;
	const tabs = sheet.tabs.map(
		({ sheetId, title }) => html`<a href="#gid=${sheetId}" data-tab="${sheetId}">${title}</a>`
	);
	return layout(
		{ title: sheet.title, width: 'wide' },
		html`${tabMarks(sheet)}
			<header>
				<h1>${sheet.title}</h1>
				<p class="quiet">Google Sheet of ${sheet.owner}</p>
			</header>
			<div>
				<nav class="tabs" aria-label="Tabs" style="padding:0;border:0;background:none">
					${tabs}
					<form method="post" action="/spreadsheets/d/${sheet.id}/add"><button>Add a tab</button></form>
				</nav>
				${sheet.tabs.map((tab, index) => tabSection(sheet, tab, index))}
			</div>`
	);
}

/** Marks the tab that is shown; sheet ids are numbers, so nothing of a person’s gets into the style. */
function tabMarks({ tabs }: Spreadsheet): Markup {
	const [first] = tabs;
	const shown = tabs.map(({ sheetId }) => `body:has([id='gid=${sheetId}']:target) [data-tab='${sheetId}']`);
	const alone = `body:not(:has(.tab:target)) [data-tab='${first?.sheetId}']`;
	return new Markup(
		`<style>${[...shown, alone].join(',')}{background:var(--accent-soft);color:var(--accent)}</style>`
	);
}

function move<T>(list: T[], from: number, to: number): void {
	const [item] = list.splice(from, 1);
	if (item !== undefined) list.splice(to, 0, item);
}

function moveColumn(tab: Tab, from: number, to: number): boolean {
	const width = widthOf(tab);
	const fits = [from, to].every((index) => Number.isInteger(index) && index >= 0 && index < width);
	if (!fits) return false;
	for (const row of tab.rows) {
		while (row.length < width) row.push(stringCell(''));
		move(row, from, to);
	}
	return true;
}

function renameTab(sheet: Spreadsheet, tab: Tab, title: string): boolean {
	const taken = sheet.tabs.some((one) => one !== tab && one.title.toLowerCase() === title.toLowerCase());
	if (title === '' || taken) return false;
	tab.title = title;
	return true;
}

function addTab(sheet: Spreadsheet): Tab {
	const sheetId = Math.max(0, ...sheet.tabs.map((tab) => tab.sheetId)) + 1;
	const tab: Tab = {
		sheetId,
		title: `Sheet${sheetId + 1}`,
		rows: sheet.tabs[0]?.rows.slice(0, 1).map((row) => [...row]) ?? []
	};
	sheet.tabs.push(tab);
	return tab;
}

function change(sheet: Spreadsheet, tab: Tab, act: string | undefined, form: URLSearchParams): boolean {
	const changed = changeRows(tab, act, form);
	if (changed !== null) return changed;
	if (act === 'rename') return renameTab(sheet, tab, (form.get('title') ?? '').trim());
	if (act === 'move') return moveColumn(tab, Number(form.get('from')), Number(form.get('to')));
	if (act !== 'delete' || sheet.tabs.length === 1) return false;
	sheet.tabs = sheet.tabs.filter((one) => one !== tab);
	return true;
}

/** What the owner does to the tabs, columns and rows. */
export function sheetAction(store: Store, asked: Asked, [id, sheetId, act]: string[]): Answer | null {
	const sheet = findSheet(store, id);
	if (!sheet) return null;
	const adds = sheetId === 'add';
	const tab = adds ? addTab(sheet) : sheet.tabs.find((one) => String(one.sheetId) === sheetId);
	if (!tab || (!adds && !change(sheet, tab, act, formOf(asked)))) return null;
	store.save();
	return redirect(`/spreadsheets/d/${sheet.id}/edit${sheet.tabs.includes(tab) ? `#gid=${tab.sheetId}` : ''}`);
}
