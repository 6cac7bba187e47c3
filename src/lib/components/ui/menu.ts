import type { Component } from 'svelte';

export type MenuAction = {
	kind?: 'action';
	label: string;
	icon?: Component<{ class?: string }>;
	/** Either goes somewhere or does something. */
	href?: string;
	onpick?: () => void;
	danger?: boolean;
	disabled?: boolean;
	/** Quiet words on the right: a key, or why it is off. */
	aside?: string;
};
export type MenuChoice = {
	kind: 'choice';
	label: string;
	value: string;
	options: readonly { value: string; label: string; icon?: Component<{ class?: string }> }[];
	onpick: (value: string) => void;
};
export type MenuEntry = MenuAction | MenuChoice | { kind: 'line' };

/** What a menu's button must carry. */
export type MenuTrigger = {
	id: string;
	type: 'button';
	'aria-haspopup': 'menu';
	'aria-expanded': boolean;
	'aria-label': string | undefined;
	onpointerenter: () => void;
	onfocus: () => void;
	onclick: (event: MouseEvent) => void;
	onkeydown: (event: KeyboardEvent) => void;
};
