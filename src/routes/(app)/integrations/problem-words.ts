import type { ConnectProblem } from '#lib/schemas/integration.ts';

type Words = { title: string; text: string; calm?: true };

/** Why a consent did not end in a connection, and what to do. */
export const problemWords: Record<ConnectProblem, Words> = {
	declined: {
		title: 'Google is not connected',
		text: 'You said no on Google’s page, and that is fine: nothing has changed. You can connect it whenever you like.',
		calm: true
	},
	expired: {
		title: 'That took too long, or was used already',
		text: 'A consent counts once and for ten minutes. Please start again from here.'
	},
	other_session: {
		title: 'That consent belongs to another session',
		text: 'It was begun by somebody else or in another workspace, so nothing was connected. Please start again from here.'
	},
	refused: {
		title: 'Google did not connect the account',
		text: 'Google refused the request. Please try again; if it stays like this, ask whoever runs this installation to check its Google keys.'
	},
	unreachable: {
		title: 'Google could not be reached',
		text: 'Nothing has changed. Please try again in a few minutes.'
	},
	unverified: {
		title: 'This Google account’s address is not verified',
		text: 'Nobody has proved to own it, so it was not connected. Verify the address at Google, or choose another account.'
	},
	no_lasting: {
		title: 'Google gave no lasting permission',
		text: 'Without it the connection would end within the hour. Remove AgentForce under “Third-party apps” in your Google account, then connect again.'
	},
	not_allowed: {
		title: 'Your role does not allow this',
		text: 'An owner or admin of this workspace can connect Google.'
	},
	not_configured: {
		title: 'Google cannot be connected here',
		text: 'This installation has no keys for Google.'
	}
};
