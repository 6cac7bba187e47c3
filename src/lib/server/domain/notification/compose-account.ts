import { AccountMail } from '#lib/schemas/notification.ts';
import { hrefOf } from '../account/account-link.ts';
import type { Addressed, ComposeDeps, Content } from './addressed.ts';

/** What people have to know of their own account. Null when a link has meanwhile run out or was made worthless. */
export async function composeAccount(deps: ComposeDeps, to: Addressed): Promise<Content | null> {
	const mail = AccountMail.parse(to.mail);
	switch (mail.about) {
		case 'reset':
			return (await isOpen(deps, mail.linkId)) ? reset(deps, to, mail.linkId) : null;
		case 'password':
			return passwordChanged(deps, to);
	}
}

async function isOpen({ db }: ComposeDeps, id: string): Promise<boolean> {
	return (await db.accountLink.count({ where: { id } })) > 0;
}

function reset(deps: ComposeDeps, { name }: Addressed, linkId: string): Content {
	return {
		preheader: 'The link works once, and for half an hour.',
		heading: 'Choose a new password',
		paragraphs: [
			`Hello ${name}, somebody has asked for a new password for your account. If that was you, the link below lets you choose one. It works once, and for half an hour.`,
			'If it was not you, there is nothing to do: your password stays as it is.'
		],
		button: { label: 'Choose a new password', href: hrefOf(deps, 'reset', linkId) }
	};
}

function passwordChanged({ config }: ComposeDeps, { name }: Addressed): Content {
	return {
		preheader: 'Every other device was signed out.',
		heading: 'Your password was changed',
		paragraphs: [
			`Hello ${name}, the password of your account has just been changed, and every other device was signed out.`,
			'If it was not you, choose a new one now.'
		],
		button: { label: 'It was not me', href: `${config.origin}/forgot` }
	};
}
