import type { LayoutServerLoad } from './$types';

/** For the pages that everybody sees: the site's, and the error pages. */
export const load: LayoutServerLoad = ({ locals }) => ({ signedIn: locals.session !== null });
