import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { missingPapers, overdueChaser } from './bookkeeping-letters.ts';
import { needed, optional, sheetCalled, tone } from './common-fields.ts';
import { ifWhole, mail, onlyMail, row, textOf, when, write } from './common-steps.ts';

const receiptsToRows: WorkflowTemplate = {
	key: 'receipts-to-rows',
	version: 2,
	role: 'bookkeeping',
	name: 'Receipts to rows',
	description:
		'Reads each receipt or bank line, says which category it belongs to and what looks odd, and proposes one row for your sheet. What you have decided on is not proposed again.',
	instructions:
		'Please put this receipt as one row into the spreadsheet {{input.sheet.spreadsheet}}, tab "{{input.sheet.tab}}", with a category.',
	inputs: [
		needed('table', 'receipts', {
			label: 'The receipts',
			help: 'Paste them as CSV, as cells out of a spreadsheet or line by line, or name a sheet that they are in.',
			example: {
				text: 'Date,Supplier,Description,Amount\n02.11.2026,Baumarkt Krüger,Wood screws and sandpaper,€48.20\n05.11.2026,Papier & Co,Printer paper,€31.75'
			}
		}),
		needed('sheet', 'sheet', {
			label: 'The sheet for the rows',
			help: 'Its link, and the tab. Each row is added at the end once you have approved it.',
			example: sheetCalled('November')
		}),
		optional('long', 'notes', {
			label: 'What to watch for',
			help: 'Your categories, what is private, what your accountant wants to see.',
			example: 'Fuel is “Vehicle”. Meals need the people and the occasion.'
		})
	],
	fields: [],
	steps: [
		{
			kind: 'read',
			key: 'receipts',
			source: 'input.receipts',
			columns: {
				date: ['date', 'day', 'datum', 'fecha'],
				supplier: ['supplier', 'vendor', 'shop', 'payee', 'merchant', 'from', 'lieferant'],
				description: ['description', 'text', 'what', 'item', 'details', 'purpose', 'beschreibung'],
				amount: ['amount', 'gross', 'total', 'sum', 'price', 'betrag', 'brutto']
			}
		},
		{
			kind: 'forEach',
			key: 'receipt',
			over: 'receipts.rows',
			once: true,
			steps: [
				when(
					'tabular',
					'receipt.amount',
					[
						write(
							'check',
							'Say in one short paragraph which category this receipt belongs to and whether anything about it is odd. {{input.notes}}'
						),
						row({
							why: '{{receipt.supplier}}, {{receipt.amount}}: a receipt into your sheet.',
							sheet: 'sheet',
							columns: {
								Date: '{{receipt.date}}',
								Supplier: '{{receipt.supplier}}',
								Description: '{{receipt.description}}',
								Amount: '{{receipt.amount}}'
							}
						})
					],
					[
						{
							kind: 'draft',
							key: 'line',
							proposes: true,
							instructions: 'The receipt is the one line of material. {{input.notes}}'
						}
					]
				)
			]
		}
	],
	trigger: { kind: 'manual' },
	minutes: 6
};

const weeklyCashView: WorkflowTemplate = {
	key: 'weekly-cash-view',
	version: 1,
	role: 'bookkeeping',
	name: 'Weekly cash view',
	description:
		'Reads what is in the bank, what comes in and what goes out, and says at the beginning of the week whether it will be enough, when it gets tight and which payments decide it. It proposes the view for whoever looks after the money.',
	instructions:
		'Please write a view of our cash from the table, for the coming weeks as far as it reaches: what is there, what comes in and goes out week by week, what is left after each, and where it falls below {{input.floor}}. Show how each sum is made up. What is not in the table is not guessed. {{input.tone}}',
	inputs: [
		needed('table', 'money', {
			label: 'The money',
			help: 'Balances, open invoices and bills, each with a day. A sheet that is kept up to date, or a table that you paste.',
			example: {
				text: 'Day,What,In,Out\n1 December,Balance at the bank,"€18,400.00",\n4 December,Invoice 118 (Harbour Hotel),"€6,480.00",\n5 December,Wages,,"€14,200.00"\n15 December,VAT,,"€5,900.00"'
			}
		}),
		needed('emails', 'to', { label: 'Who gets it', example: ['dana@northwind.example'] }),
		{
			...optional('text', 'floor', {
				label: 'What should always be there',
				help: 'Below this sum it is said.',
				example: '€5,000'
			}),
			default: 'zero'
		},
		tone
	],
	fields: [],
	steps: [
		{ kind: 'read', key: 'cash', source: 'input.money' },
		when('any', 'cash.rows.0', [
			write('view', onlyMail),
			ifWhole('view', [
				mail({
					why: 'The view of the cash for whoever looks after the money.',
					to: '{{input.to}}',
					subject: 'Cash this week',
					body: textOf('view')
				})
			])
		])
	],
	trigger: { kind: 'schedule', cron: '30 7 * * 1', timeZone: 'UTC' },
	minutes: 45
};

export const bookkeepingWorkflows: WorkflowTemplate[] = [
	receiptsToRows,
	overdueChaser,
	missingPapers,
	weeklyCashView
];
