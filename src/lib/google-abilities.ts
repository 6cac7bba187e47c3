/** What a connection to Google may be allowed, each by itself: the narrowest scope that does it, and its words. */
export const googleAbilities = {
	gmail: {
		scope: 'https://www.googleapis.com/auth/gmail.compose',
		title: 'Drafts in Gmail',
		/** What its box on Google’s page is called in a sentence. */
		box: 'the box for drafts',
		does: 'Puts an approved mail into your Drafts. You press Send.',
		allow: 'Allow drafts too',
		/** What is said of something that waits for it. */
		lacking: 'Drafts are not allowed yet',
		missing:
			'Google is connected, but drafts are not allowed yet. Allow them, and it is put into your Drafts by itself.',
		/** Whether it may ask whose mailbox it is. */
		seesMailbox: true,
		/** Whether a first connection asks for it; the others are asked for when they are needed. */
		atFirst: true
	},
	sheets: {
		scope: 'https://www.googleapis.com/auth/spreadsheets',
		title: 'Rows in Google Sheets',
		box: 'the box for Sheets',
		does: 'Adds an approved row at the end of a tab that you named.',
		allow: 'Allow Sheets too',
		lacking: 'Sheets is not allowed yet',
		missing:
			'Google is connected, but Google Sheets is not allowed yet. Allow it, and the row is added by itself.',
		seesMailbox: false,
		atFirst: true
	},
	calendar: {
		scope: 'https://www.googleapis.com/auth/calendar.events',
		title: 'Entries in Google Calendar',
		box: 'the box for the calendar',
		does: 'Puts an approved entry into your own calendar. Nobody is invited.',
		allow: 'Allow calendar too',
		lacking: 'The calendar is not allowed yet',
		missing:
			'Google is connected, but the calendar is not allowed yet. Allow it, and it is put into your calendar by itself.',
		seesMailbox: false,
		atFirst: false
	}
} as const;

export type GoogleAbilityName = keyof typeof googleAbilities;
export const googleAbilityNames = Object.keys(googleAbilities) as GoogleAbilityName[];
/** What a first connection asks for; a person may untick some. */
export const firstAbilities = googleAbilityNames.filter((name) => googleAbilities[name].atFirst);
