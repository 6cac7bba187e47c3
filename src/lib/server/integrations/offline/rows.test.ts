import { expect, test } from 'vitest';
import { AppendRow } from '#lib/schemas/action.ts';
import { bookkeeping } from '../../../../../prisma/catalogue/roles/bookkeeping.ts';
import { answerTo, briefFor } from './testing.ts';

const lines = '2026-11-02 Hetzner 19.90 hosting\n2026-11-03 Staples 25.10 paper';

async function ask(instructions: string, spreadsheets = ['Expenses 2026'], material = '') {
	const task = { title: 'Rows for November', instructions, material };
	const answer = await answerTo(
		briefFor(bookkeeping, task, { spreadsheets: spreadsheets.map((title) => ({ title, tabs: [] })) })
	);
	const rows = answer.proposedActions.map(({ payload }) => AppendRow.parse(payload));
	return { ...answer, rows, cells: rows.map(({ columns }) => columns.map(({ value }) => value)) };
}

test.each([
	['its title, without quotes', `Put these into Expenses 2026:\n${lines}`],
	['its title, in small letters', `pls add to expenses 2026\n${lines}`],
	['a telling word of its title', `Please enter these receipts into our expenses sheet:\n\n${lines}`],
	['the only one there is', `Please enter these receipts into the sheet:\n\n${lines}`],
	['nothing but work on rows', `Book these receipts:\n${lines}`]
])('a registered spreadsheet is known by %s', async (_how, instructions) => {
	const { rows } = await ask(instructions);
	expect(rows.map(({ spreadsheet, tab }) => [spreadsheet, tab])).toEqual([
		['Expenses 2026', ''],
		['Expenses 2026', '']
	]);
});

test.each(['https://docs.google.com', 'http://127.0.0.1:45621'])(
	'a link is as good as a name: %s',
	async (origin) => {
		const link = `${origin}/spreadsheets/d/${'1abc_DEF-'.repeat(5)}/edit`;
		const { rows, cells } = await ask(
			`Add two rows to ${link}#gid=0, tab November: 3 Nov, Office Depot, paper, 42.90; 5 Nov, Shell, fuel, 61.20`
		);
		expect(rows.map(({ spreadsheet, tab }) => [spreadsheet, tab])).toEqual([
			[link, 'November'],
			[link, 'November']
		]);
		expect(cells[0]?.slice(0, 3)).toEqual(['3 Nov', 'Office Depot', 'paper']);
	}
);

test('which spreadsheet was meant, and which tab, is said when the task does not', async () => {
	const { assumptions, questions } = await ask(`Add 2 expense rows:\n${lines}`);
	expect(assumptions.join(' ')).toMatch(/so the rows are for “Expenses 2026”.* the rows go to the first tab/);
	expect(questions.join(' ')).not.toMatch(/tab/);
	const named = await ask(`Add 2 rows to Expenses 2026, tab November:\n${lines}`);
	expect(named.assumptions.join(' ')).not.toMatch(/registered|tab/);
	expect(named.rows[0]?.tab).toBe('November');
});

test('of several spreadsheets the telling word decides, and without one I ask', async () => {
	const both = ['Expenses 2026', 'Travel costs'];
	const travel = await ask(`Please enter these into our travel sheet:\n${lines}`, both);
	expect(travel.rows[0]?.spreadsheet).toBe('Travel costs');
	const open = await ask(`Please add two rows to the sheet:\n${lines}`, both);
	expect(open.rows).toEqual([]);
	expect(open.questions.join(' ')).toContain('Registered: Expenses 2026 and Travel costs.');
});

test('what the task names itself wins, and what stands in the material names nothing', async () => {
	const named = await ask(`Add these to the spreadsheet Costs 2027:\n${lines}`, ['Costs']);
	expect(named.rows[0]?.spreadsheet).toBe('Costs 2027');
	const quiet = await ask(
		'Sort these by category, please.',
		['Expenses 2026'],
		`${lines}\nUse Expenses 2026.`
	);
	expect(quiet.rows).toEqual([]);
	expect((await ask(`Put these receipts into a table:\n${lines}`)).rows).toEqual([]);
});

test.each([
	'Add two rows to Expenses 2026: 3 Nov, Office Depot, printer paper, 42.90; 5 Nov, Shell, fuel, 61.20',
	'Add two rows to Expenses 2026: 3 Nov, Office Depot, printer paper, 42.90, 5 Nov, Shell, fuel, 61.20.',
	'Expenses 2026, new rows:\n3 Nov, Office Depot, printer paper, 42.90\n5 Nov, Shell, fuel, 61.20'
])('receipts in one line or in several are read with day, supplier and words: %s', async (instructions) => {
	const { cells, summary } = await ask(instructions);
	expect(cells).toEqual([
		['3 Nov', 'Office Depot', 'printer paper', 'Office supplies', '42.90'],
		['5 Nov', 'Shell', 'fuel', 'Vehicle', '61.20']
	]);
	expect(summary).toMatch(/two rows with a total of 104\.10\.$/);
});

test('the columns that the task names are the columns of the row', async () => {
	const { rows } = await ask(
		'Two rows for the Expenses sheet (Date, Vendor, Amount): Nov 1 Staples $25.10, Nov 2 Uber $18.40'
	);
	expect(rows[1]?.columns).toEqual([
		{ header: 'Date', value: 'Nov 2' },
		{ header: 'Vendor', value: 'Uber' },
		{ header: 'Amount', value: '$18.40' }
	]);
});

test('a table keeps its columns and its categories, and its sums get one notation', async () => {
	const { rows, cells, summary } = await ask(
		'Book these into Expenses 2026. Date | Vendor | Amount | Category\n2026-11-01 | Staples | 25 | Stationery\n2026-11-02 | Uber | 18.40 | Travel'
	);
	expect(rows[0]?.columns.map(({ header }) => header)).toEqual(['Date', 'Vendor', 'Amount', 'Category']);
	expect(cells[0]).toEqual(['2026-11-01', 'Staples', '25.00', 'Stationery']);
	expect(summary).toContain('a total of 43.40.');
});

test('what no line has is said once, and its cell stays empty in the sheet', async () => {
	const { deliverable, cells, summary } = await ask('Add 2 expense rows: paper 12 EUR, ink 30 EUR');
	expect(summary).toContain('one point to look at');
	expect(deliverable).toContain('- No line has a date.');
	expect(cells[0]).toEqual(['', 'Paper', '', 'Office supplies', '12 EUR']);
});

test('net, VAT and gross are columns of their own', async () => {
	const { rows } = await ask(
		'Enter this into Expenses 2026: 3 Nov 2026, Holz Sander, planks, net 100.00, VAT 19.00, gross 119.00'
	);
	expect(rows[0]?.columns.slice(-3)).toEqual([
		{ header: 'Net', value: '100.00' },
		{ header: 'VAT', value: '19.00' },
		{ header: 'Gross', value: '119.00' }
	]);
});

test('rows stand under the headings that the sheet has, in its own words', async () => {
	const tabs = [
		{ title: 'October', headings: ['Note'] },
		{ title: 'November', headings: ['Datum', 'Lieferant', 'Betrag', 'Verwendung'] }
	];
	const task = { title: 'Rows', instructions: `Add 2 rows to Expenses 2026, tab November:\n${lines}` };
	const answer = await answerTo(
		briefFor(bookkeeping, task, { spreadsheets: [{ title: 'Expenses 2026', tabs }] })
	);
	const rows = answer.proposedActions.map(({ payload }) => AppendRow.parse(payload));
	expect(rows[0]?.columns.map(({ header }) => header).slice(0, 2)).toEqual(['Datum', 'Lieferant']);
	expect(rows[0]?.columns.find(({ header }) => header === 'Betrag')?.value).toBe('19.90');
});
