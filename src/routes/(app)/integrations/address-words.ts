import type { AddressKind } from '#lib/schemas/address-book.ts';

type Words = {
	title: string;
	text: string;
	empty: string;
	add: string;
	value: { label: string; placeholder: string; type: 'email' | 'text' | 'url' };
	label: { label: string; placeholder: string };
	/** What its removal cannot give back, said before it; empty where it can be undone. */
	lost: string;
};

export const addressWords: Record<AddressKind, Words> = {
	email: {
		title: 'People',
		text: 'To whom drafts may be addressed.',
		empty: 'Nobody yet. People you choose in a review are added here.',
		add: 'Add a person',
		value: { label: 'E-mail address', placeholder: 'priya@harbour.example', type: 'email' },
		label: { label: 'Name', placeholder: 'Priya Shah' },
		lost: ''
	},
	spreadsheet: {
		title: 'Spreadsheets',
		text: 'Where rows may be added.',
		empty: 'None yet. Paste the link of a sheet, and agents can name it.',
		add: 'Add a spreadsheet',
		value: {
			label: 'Link to the spreadsheet',
			placeholder: 'https://docs.google.com/spreadsheets/d/…',
			type: 'text'
		},
		label: { label: 'What you call it', placeholder: 'Expenses 2026' },
		lost: ''
	},
	webhook: {
		title: 'Webhook addresses',
		text: 'Other programs of yours that may be told something. Every message is signed.',
		empty: 'None. Owners and admins add them, and only https addresses on the internet.',
		add: 'Add an address',
		value: { label: 'Address', placeholder: 'https://hooks.example.com/agentforce', type: 'url' },
		label: { label: 'What it is', placeholder: 'Our shop' },
		lost: 'Agents can no longer post to it. Its secret ends with it: added again, it gets another one.'
	}
};
