import type { NodemailerError } from 'nodemailer';
import { VendorError } from '#server/errors.ts';

/** Steps at which a refusal is about this mail, and not about us or our credentials. */
const aboutTheMail = new Set(['RCPT TO', 'DATA']);

/** Only digits are taken from what the server says: some servers repeat the credentials in their replies. */
function codesIn(error: NodemailerError): string {
	const [, enhanced] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? '') ?? [];
	return [error.responseCode, enhanced].filter(Boolean).join(' ');
}

function answeredFailure(error: NodemailerError): VendorError<'mail'> {
	const codes = codesIn(error);
	if (error.permanent && aboutTheMail.has(error.command ?? '')) {
		return new VendorError('mail', 'refused', `The mail server refused the mail (${codes}).`);
	}
	return new VendorError('mail', 'unavailable', `The mail server cannot take the mail now (${codes}).`);
}

function brokenOff(error: NodemailerError, handedOver: boolean): VendorError<'mail'> {
	const late = error.code === 'ETIMEDOUT' || error.code === 'EABORT';
	if (handedOver) {
		const what = late ? 'did not answer in time' : 'broke the connection off';
		return new VendorError('mail', 'lost', `The mail server ${what} after it was given the mail.`, {
			effect: 'unknown'
		});
	}
	if (late) return new VendorError('mail', 'unavailable', 'The mail server did not answer in time.');
	if (error.code === 'ETLS') {
		return new VendorError('mail', 'unavailable', 'There is no safe connection to the mail server (TLS).');
	}
	return new VendorError(
		'mail',
		'unavailable',
		`The mail server cannot be reached (${error.originalCode ?? error.code}).`
	);
}

/**
 * Any failure of a conversation as ours. `handedOver` says whether the server had asked for the mail itself. The
 * library's error is left behind, since it may repeat the password.
 */
export function mailFailure(error: NodemailerError, handedOver: boolean): VendorError<'mail'> {
	if (error.code === 'EAUTH') {
		return new VendorError(
			'mail',
			'unavailable',
			'The mail server did not accept our user name and password.'
		);
	}
	if (error.responseCode) return answeredFailure(error);
	if (error.command === 'API' && error.code === 'EENVELOPE') {
		return new VendorError('mail', 'refused', 'The mail server cannot take mail for such an address.');
	}
	return brokenOff(error, handedOver);
}
