import { DomainError } from '#server/errors.ts';

/** Said to whoever signs up or moves, who can do nothing without knowing; sign-in and forgotten passwords never say it. */
export function emailTaken(): DomainError {
	const message = 'There is already an account with this e-mail address. Sign in instead?';
	return new DomainError('email_taken', message, { fields: { email: message } });
}

/** Of two at once, the database lets one have an address. */
export function isUniqueViolation(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'P2002';
}
