/** Who tries to get in. `device` names one that this account has signed in on before; null for any other. */
export type SignInAttempt = { address: string; email: string; device: string | null };

/** Answers are the whole seconds to wait, or null when it may go on. */
export type SignInLimiter = {
	take(attempt: SignInAttempt): Promise<number | null>;
	/** A successful sign-in gives back what it took, and forgets the failures before it. */
	reward(attempt: SignInAttempt): Promise<void>;
	takeSignUp(address: string): Promise<number | null>;
	/** What somebody who is signed in does with their account: guesses at its password, mails that they have sent. */
	takeForUser(what: 'password' | 'mail', userId: string): Promise<number | null>;
	/** Counted for the address that is given, whether anybody has it or not. */
	takeForgot(address: string, email: string): Promise<number | null>;
};
