import { decoded, type Answer, type Asked } from '../../kit/http.ts';
import { calendarPage } from './calendar.ts';
import { mailPage, mailAction } from './mail.ts';
import { overviewPage } from './overview.ts';
import { sheetAction, sheetPage } from './sheet.ts';
import type { Store } from '../state.ts';

/** The pages for people, and what their buttons do; null when there is nothing at this address. */
export async function pageFor(store: Store, asked: Asked): Promise<Answer | null> {
	const [area, ...parts] = asked.url.pathname.slice(1).split('/').map(decoded);
	const writes = asked.method === 'POST';
	if (area === '') return writes ? null : overviewPage(store);
	if (area === 'mail') return writes ? mailAction(store, asked, parts) : mailPage(store, asked, parts);
	if (area === 'spreadsheets' && parts[0] === 'd') {
		return writes ? sheetAction(store, asked, parts.slice(1)) : sheetPage(store, parts.slice(1));
	}
	if (area === 'calendar') return writes ? null : calendarPage(store, parts);
	return null;
}
