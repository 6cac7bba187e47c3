/**
 * There is no usable connection, so an action that needs one waits: until somebody connects (or allows what is
 * missing), or until somebody reconnects. The sentence says which.
 */
export class NoConnection extends Error {
	override readonly name = 'NoConnection';
	readonly wait: 'connect' | 'reauth';

	constructor(wait: NoConnection['wait'], message: string) {
		super(message);
		this.wait = wait;
	}
}
