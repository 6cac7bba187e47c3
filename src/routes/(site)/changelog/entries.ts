/** What people notice, newest first; each day is one on which it was in the product. */
export type Entry = { date: string; title: string; points: string[] };

export const entries: Entry[] = [
	{
		date: '2026-12-01',
		title: 'Work that starts by itself',
		points: [
			'Workflows: 24 templates, four for each role, started by hand, by the clock, by a form for your customers, by another program, or by a new row in a Google Sheet.',
			'A form is a page of its own, without a script, and each one sent is one run, also when it is sent twice.',
			'Before a run it says what the last ones have cost, and how many tasks the month has left.',
			'Plans can be bought, changed and cancelled. Whatever happens to a payment, nothing is deleted.',
			'Results are yours to change where they stand, and can be downloaded as Markdown, Word or PDF.',
			'Several tasks can be cancelled or tried again together.',
			'This site: how it works, what is stored, how it is just now, and a way to write to whoever runs it.'
		]
	},
	{
		date: '2026-11-24',
		title: 'Follow-ups that read like yours',
		points: [
			'Work is understood as owners type it in a hurry: two orders in a sentence, names in a row, sums and days in any order.',
			'Each recipient is followed up with on their own matter, and nothing is made up about people of whom nothing was said.',
			'Amounts and days of a row stay on one line, and a row is edited with every field in sight.',
			'Text grows with the size that you choose in your browser.'
		]
	},
	{
		date: '2026-11-23',
		title: 'The first agents',
		points: [
			'Six roles to hire, each with a name, a tone, working hours and a memory that you can read and change.',
			'The inbox: the mail as it will be, with the reasons; approve, change, send back, reject or snooze, by keyboard or on a phone.',
			'Approved mails become drafts in Gmail and approved rows land in Google Sheets, once, also when something crashes in between.',
			'Agents learn: after a correction you are offered a short lesson, after five approvals to let it go ahead.',
			'A spending limit from the first day, and one button that pauses everyone.',
			'Everything without a model key, too: drafts are then written on the machine itself.'
		]
	}
];
