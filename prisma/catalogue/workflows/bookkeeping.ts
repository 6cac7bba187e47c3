import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';

export const bookkeepingWorkflows: WorkflowTemplate[] = [
	{
		key: 'receipts-to-rows',
		version: 2,
		role: 'bookkeeping',
		name: 'Receipts to rows',
		description:
			'Reads each receipt or bank line, says which category it belongs to and what looks odd, and proposes one row for your sheet. What you have decided on is not proposed again.',
		instructions:
			'Please put this receipt as one row into the spreadsheet {{input.sheet.spreadsheet}}, tab "{{input.sheet.tab}}", with a category.',
		inputs: [
			{
				key: 'receipts',
				label: 'The receipts',
				help: 'Paste them as CSV, as cells out of a spreadsheet or line by line, or name a sheet that they are in.',
				kind: 'table',
				required: true,
				choices: [],
				example: {
					text: 'Date,Supplier,Description,Amount\n02.11.2026,Baumarkt Krüger,Wood screws and sandpaper,€48.20\n05.11.2026,Papier & Co,Printer paper,€31.75'
				}
			},
			{
				key: 'sheet',
				label: 'The sheet for the rows',
				help: 'Its link, and the tab. Each row is added at the end once you have approved it.',
				kind: 'sheet',
				required: true,
				choices: [],
				example: { spreadsheet: 'https://docs.google.com/spreadsheets/d/…', tab: 'November' }
			},
			{
				key: 'notes',
				label: 'What to watch for',
				help: 'Your categories, what is private, what your accountant wants to see.',
				kind: 'long',
				required: false,
				choices: [],
				default: '',
				example: 'Fuel is “Vehicle”. Meals need the people and the occasion.'
			}
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
					{
						kind: 'condition',
						key: 'tabular',
						value: 'receipt.amount',
						is: 'present',
						then: [
							{
								kind: 'draft',
								key: 'check',
								proposes: false,
								instructions:
									'Say in one short paragraph which category this receipt belongs to and whether anything about it is odd. {{input.notes}}'
							},
							{
								kind: 'action',
								key: 'row',
								action: 'sheets.appendRow',
								why: '{{receipt.supplier}}, {{receipt.amount}}: a receipt into your sheet.',
								payload: {
									spreadsheet: '{{input.sheet.spreadsheet}}',
									tab: '{{input.sheet.tab}}',
									columns: [
										{ header: 'Date', value: '{{receipt.date}}' },
										{ header: 'Supplier', value: '{{receipt.supplier}}' },
										{ header: 'Description', value: '{{receipt.description}}' },
										{ header: 'Amount', value: '{{receipt.amount}}' }
									]
								}
							}
						],
						otherwise: [
							{
								kind: 'draft',
								key: 'line',
								proposes: true,
								instructions: 'The receipt is the one line of material. {{input.notes}}'
							}
						]
					}
				]
			}
		],
		trigger: { kind: 'manual' },
		minutes: 6
	}
];
