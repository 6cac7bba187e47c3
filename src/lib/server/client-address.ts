type Asked = {
	getClientAddress(): string;
	platform?: Readonly<{ req?: { socket?: { remoteAddress?: string | undefined } } }> | undefined;
};

/**
 * Who asks, as ADDRESS_HEADER says. A request without that header did not come through the proxy (a health check of this
 * machine, somebody who goes round it): then whoever is at the other end of the connection counts.
 */
export function clientAddressOf(event: Asked): string {
	try {
		return event.getClientAddress() || peerOf(event);
	} catch {
		return peerOf(event);
	}
}

function peerOf({ platform }: Asked): string {
	return platform?.req?.socket?.remoteAddress ?? 'unknown';
}
