import Inbox from '@lucide/svelte/icons/inbox';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Plug from '@lucide/svelte/icons/plug';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Sun from '@lucide/svelte/icons/sun';
import UsersRound from '@lucide/svelte/icons/users-round';
import Workflow from '@lucide/svelte/icons/workflow';
import type { Component } from 'svelte';

export type NavItem = {
	href: string;
	label: string;
	icon: Component<{ class?: string }>;
	/** Carries the number of what waits for a person. */
	counts?: true;
	/** Not in the tab bar of phones, which has room for five; Tasks and Settings lead there. */
	notOnPhones?: true;
};

/** The pages of the shell, in order; sidebar, tab bar and palette all read this. */
export const navItems: readonly NavItem[] = [
	{ href: '/dashboard', label: 'Today', icon: Sun },
	{ href: '/inbox', label: 'Inbox', icon: Inbox, counts: true },
	{ href: '/tasks', label: 'Tasks', icon: ListChecks },
	{ href: '/workflows', label: 'Workflows', icon: Workflow, notOnPhones: true },
	{ href: '/agents', label: 'Agents', icon: UsersRound },
	{ href: '/integrations', label: 'Integrations', icon: Plug, notOnPhones: true },
	{ href: '/settings', label: 'Settings', icon: Settings2 }
];

/** The counts stop at a thousand. */
export function countWords(count: number): string {
	return count > 999 ? '999+' : String(count);
}

export function isCurrent(href: string, pathname: string): boolean {
	return pathname === href || pathname.startsWith(`${href}/`);
}
