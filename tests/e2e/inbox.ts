import type { Page } from '@playwright/test';

/** Where the drafts wait, and nothing else. */
export const drafts = '/inbox?kind=gmail.draftEmail';

/** What waits, in the order of the list. */
export function rows(page: Page) {
	return page.getByRole('list', { name: 'Items' }).locator('[data-item]');
}

/** The one of them that is read now. */
export function current(page: Page) {
	return page.locator('[data-item][aria-current]');
}

/** What it says, and the decision about it. */
export function review(page: Page) {
	return page.getByRole('region', { name: 'Review' });
}

export function heading(page: Page) {
	return review(page).getByRole('heading', { level: 2 });
}

export function approve(page: Page) {
	return page.getByRole('button', { name: 'Approve', exact: true });
}
