export type Passwords = {
	hash(password: string): Promise<string>;
	/** Takes the same time for a null hash (no such account) as for a wrong password. */
	verify(hash: string | null, password: string): Promise<boolean>;
	/** True when the password, or what is left of it without trailing digits and signs, is on the list of common ones. */
	isCommon(password: string): boolean;
};
