import { AccountMail } from '#lib/schemas/notification.ts';
import { hrefOf } from '../account/account-link.ts';
import type { Addressed, ComposeDeps, Content } from './addressed.ts';

/** What people have to know of their own account. Null when a link has meanwhile run out or was made worthless. */
export async function composeAccount(deps: ComposeDeps, to: Addressed): Promise<Content | null> {
	const mail = AccountMail.parse(to.mail);
	switch (mail.about) {
		case 'reset':
			return (await isOpen(deps, mail.linkId)) ? reset(deps, to, mail.linkId) : null;
		case 'verify':
			return (await isOpen(deps, mail.linkId)) ? verify(deps, to, mail.linkId) : null;
		case 'device':
			return newDevice(deps, to, mail);
		case 'new-address':
			return (await isOpen(deps, mail.linkId)) ? newAddress(deps, to, mail.linkId) : null;
		case 'old-address':
			return (await isOpen(deps, mail.linkId)) ? oldAddress(deps, to, mail) : null;
		case 'moved':
			return moved(deps, to, mail.email);
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

function newAddress(deps: ComposeDeps, { name }: Addressed, linkId: string): Content {
	return {
		preheader: 'One click, and the account is under this address.',
		heading: 'Is this your new address?',
		paragraphs: [
			`${name} would like to use this e-mail address for their AgentForce account. If that is you, say so within a day.`,
			'If you do not know about this, there is nothing to do.'
		],
		button: { label: 'Use this address', href: hrefOf(deps, 'address', linkId) }
	};
}

function oldAddress(
	deps: ComposeDeps,
	{ name }: Addressed,
	{ email, linkId }: { email: string; linkId: string }
): Content {
	return {
		preheader: `To ${email}.`,
		heading: 'Your e-mail address is about to change',
		paragraphs: [
			`Hello ${name}, somebody with your password has asked to move your account to ${email}. It moves once that address says yes.`,
			'If that was you, there is nothing to do here. If not, stop it: that signs out every device, and you choose a new password.'
		],
		button: { label: 'It was not me: stop it', href: hrefOf(deps, 'stop', linkId) }
	};
}

function moved({ config }: ComposeDeps, { name, email: to }: Addressed, email: string): Content {
	const more =
		to === email
			? 'Sign in with this address from now on. Mail about your account comes here.'
			: 'This address is no longer used to sign in. If it was not you, write to whoever runs this installation at once.';
	return {
		preheader: `It is ${email} now.`,
		heading: 'Your e-mail address was changed',
		paragraphs: [`Hello ${name}, the address of your account is ${email} now.`, more],
		button: { label: 'Sign in', href: `${config.origin}/sign-in` }
	};
}

function verify(deps: ComposeDeps, { name }: Addressed, linkId: string): Content {
	return {
		preheader: 'So that we may write to you here.',
		heading: 'Is this your e-mail address?',
		paragraphs: [
			`Welcome, ${name}. Say that this address is yours, and AgentForce can write to you here about your agents’ work.`,
			'If you did not sign up, there is nothing to do: nobody is written to about work before they have said yes.'
		],
		button: { label: 'Yes, this is mine', href: hrefOf(deps, 'address', linkId) }
	};
}

function newDevice(
	{ config }: ComposeDeps,
	{ name }: Addressed,
	{ device, network }: { device: string; network: string }
): Content {
	return {
		preheader: `${device}, from ${network}.`,
		heading: 'You signed in on a new device',
		paragraphs: [
			`Hello ${name}, somebody has just signed in to your account with your password: ${device}, from ${network}.`,
			'If that was you, there is nothing to do. If not, sign that device out and choose a new password.'
		],
		button: { label: 'Look at my devices', href: `${config.origin}/settings/account#devices` }
	};
}
