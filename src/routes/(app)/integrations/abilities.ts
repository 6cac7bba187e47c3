import Mail from '@lucide/svelte/icons/mail';
import Table2 from '@lucide/svelte/icons/table-2';
import type { Component } from 'svelte';
import type { GoogleAbility } from '#lib/schemas/integration.ts';

type Words = { icon: Component<{ class?: string }>; title: string; does: string; allow: string };

/** What each part of a connection is for, in the order in which it is shown. */
export const abilityWords: Record<GoogleAbility, Words> = {
	gmail: {
		icon: Mail,
		title: 'Drafts in Gmail',
		does: 'Puts an approved mail under Drafts. You press Send.',
		allow: 'Allow drafts too'
	},
	sheets: {
		icon: Table2,
		title: 'Rows in Google Sheets',
		does: 'Adds an approved row at the end of a tab that you named.',
		allow: 'Allow sheets too'
	}
};
