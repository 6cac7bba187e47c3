import { applyTheme, type Theme } from './theme.ts';

/** What was chosen since this page was loaded; undefined until then. Menu, palette and settings show the same. */
export const themeChoice = $state<{ current: Theme | undefined }>({ current: undefined });

/** Puts a theme on the page, keeps it for the next one, and tells everything that shows it. Browser only. */
export function chooseTheme(theme: Theme): void {
	themeChoice.current = theme;
	applyTheme(theme);
}
