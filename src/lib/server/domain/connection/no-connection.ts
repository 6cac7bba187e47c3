/**
 * There is no usable connection, so an action that needs one waits: until somebody connects (or allows what is
 * missing), or until somebody reconnects. The sentence says which.
 */
export class NoConnection extends Error {
	override readonly name = 'NoConnection';
	readonly wait: 'connect' | 'reauth';
	/** `missing_scope`: there is one, and it lacks a permission. */
	readonly code: 'not_connected' | 'needs_reauth' | 'missing_scope';

	constructor(code: NoConnection['code'], message: string) {
		super(message);
		this.code = code;
		this.wait = code === 'needs_reauth' ? 'reauth' : 'connect';
	}
}
