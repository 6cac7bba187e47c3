import { z } from 'zod';
import { VendorError } from '#server/errors.ts';
import type { GoogleGrant } from '#server/ports/google.ts';

const yes = z.union([z.boolean(), z.enum(['true', 'false']).transform((said) => said === 'true')]);
const Claims = z.object({
	iss: z.string(),
	aud: z.string(),
	azp: z.string().optional(),
	exp: z.number(),
	sub: z.string().min(1).max(255),
	email: z.string().min(3),
	email_verified: yes.default(false)
});

const clockSkewSeconds = 60;

/** Google's own discovery document and its older tokens name the issuer in two ways. */
function issuers(issuer: string): string[] {
	return issuer === 'https://accounts.google.com' ? [issuer, 'accounts.google.com'] : [issuer];
}

function decode(token: string): unknown {
	const parts = token.split('.');
	if (parts.length !== 3) return undefined;
	try {
		return JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
	} catch {
		return undefined;
	}
}

/**
 * Who was signed in. The signature is not looked at: the token comes straight from the token endpoint over TLS, for
 * which OpenID Connect Core 3.1.3.7 allows that. A nonce is not asked for: PKCE binds the answer to our question.
 */
export function readIdToken(
	token: string,
	expected: { clientId: string; issuer: string; now: number }
): NonNullable<GoogleGrant['account']> {
	const claims = Claims.safeParse(decode(token));
	if (!claims.success) throw refused('Google’s answer does not say who was signed in.');
	const { iss, aud, azp, exp, sub, email, email_verified } = claims.data;
	if (!issuers(expected.issuer).includes(iss))
		throw refused('The answer about who was signed in is not from Google.');
	if (aud !== expected.clientId || (azp !== undefined && azp !== expected.clientId))
		throw refused('Google’s answer was made for another application.');
	if (exp + clockSkewSeconds < expected.now / 1_000) throw refused('Google’s answer has expired.');
	return { id: sub, email, emailVerified: email_verified };
}

function refused(sentence: string): VendorError<'google'> {
	return new VendorError('google', 'refused', sentence);
}
