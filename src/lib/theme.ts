export type Theme = 'light' | 'dark' | 'system';

const themeCookie = 'theme';
const yearSeconds = 365 * 24 * 60 * 60;

/** Reads the `theme` cookie's value; anything unknown follows the system. */
export function parseTheme(value: string | undefined): Theme {
	return value === 'light' || value === 'dark' ? value : 'system';
}

/** Puts a theme on the page at once and keeps it in a cookie for the next one. Browser only. */
export function applyTheme(theme: Theme): void {
	document.documentElement.dataset['theme'] = theme;
	const secure = location.protocol === 'https:' ? '; secure' : '';
	const age = theme === 'system' ? 0 : yearSeconds;
	document.cookie = `${themeCookie}=${theme}; path=/; max-age=${age}; samesite=lax${secure}`;
}
