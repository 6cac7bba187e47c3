import { DomainError } from '#server/errors.ts';

export function tooManyAttempts(retryAfterSeconds: number): DomainError {
	const minutes = Math.ceil(retryAfterSeconds / 60);
	const when = minutes === 1 ? 'a minute' : `${minutes} minutes`;
	return new DomainError('too_many_attempts', `Too many attempts. Please try again in ${when}.`, {
		retryAfterSeconds
	});
}
