/** Remembers in a browser that somebody has signed in there, so that strangers cannot lock them out of it. */
export type Devices = {
	/** A token for this account on a device that is new to it. */
	issue(email: string): string;
	/** The device's name when the token is ours and this account's, else null. */
	deviceOf(token: string | null, email: string): string | null;
};
