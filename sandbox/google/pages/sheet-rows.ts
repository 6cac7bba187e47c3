import { columnName } from '../a1.ts';
import { stringCell } from '../seed.ts';
import type { Tab } from '../state.ts';
import { html, type Markup } from '../../kit/html.ts';

/** The columns of the widest row. */
export function widthOf({ rows }: Tab): number {
	return Math.max(1, ...rows.map(({ length }) => length));
}

/** A line of inputs under the grid, one for each column, and what sorts the rows. */
export function rowForms(path: string, tab: Tab): Markup {
	const columns = Array.from({ length: widthOf(tab) }, (_, column) => {
		const heading = tab.rows[0]?.[column]?.text ?? '';
		return { column, label: heading || `Column ${columnName(column)}` };
	});
	return html`<form class="inline" method="post" action="${path}/row">
			${columns.map(({ label }) => html`<input name="cell" aria-label="${label} of the new row" placeholder="${label}" autocomplete="off" />`)}<button>
				Add a row
			</button>
		</form>
		<form class="inline" method="post" action="${path}/sort">
			<select name="column" aria-label="Sort by">
				${columns.map(({ column, label }) => html`<option value="${column}">${label}</option>`)}</select
			><button>Sort the rows</button>
		</form>`;
}

/** Beside the number of a row; the headings stay. */
export function removeButton(path: string, row: number): Markup {
	const name = `Delete row ${row + 1}`;
	return html`<form method="post" action="${path}/remove">
		<input type="hidden" name="row" value="${row}" /><button aria-label="${name}" title="${name}">×</button>
	</form>`;
}

const acts: Record<string, (tab: Tab, form: URLSearchParams) => boolean> = {
	row(tab, form) {
		const cells = form.getAll('cell').map((cell) => cell.trim());
		if (cells.every((cell) => cell === '')) return false;
		tab.rows.push(cells.map(stringCell));
		return true;
	},
	remove(tab, form) {
		const row = Number(form.get('row'));
		const isThere = Number.isInteger(row) && row > 0 && row < tab.rows.length;
		if (isThere) tab.rows.splice(row, 1);
		return isThere;
	},
	sort(tab, form) {
		const column = Number(form.get('column'));
		const textOf = (row: Tab['rows'][number]) => row[column]?.text ?? '';
		const [head = [], ...rest] = tab.rows;
		tab.rows = [head, ...rest.toSorted((one, other) => textOf(one).localeCompare(textOf(other), 'en'))];
		return true;
	}
};

/** What the owner does to the rows of a tab; false where it does not fit, null for anything else. */
export function changeRows(tab: Tab, act: string | undefined, form: URLSearchParams): boolean | null {
	return acts[act ?? '']?.(tab, form) ?? null;
}
