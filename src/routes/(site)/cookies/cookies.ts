/**
 * Every cookie that this product sets, as the page says it. A test holds the names and ages against the code that
 * sets them.
 */
export type CookieWords = { name: string; what: string; lasts: string; scripts: 'cannot read it' | 'set it' };

export const cookies: CookieWords[] = [
	{
		name: 'session',
		what: 'Keeps you signed in. Without it every page would ask for your password.',
		lasts: 'Until you sign out, or 30 days after your last visit',
		scripts: 'cannot read it'
	},
	{
		name: 'device',
		what: 'Remembers that somebody has signed in from this browser before, so that strangers who guess at your password cannot lock you out. It opens nothing by itself.',
		lasts: '400 days',
		scripts: 'cannot read it'
	},
	{
		name: 'theme',
		what: 'Remembers whether you chose the light or the dark look. Set only when you choose one.',
		lasts: 'One year',
		scripts: 'set it'
	}
];
