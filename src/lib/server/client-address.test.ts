import { expect, test } from 'vitest';
import { clientAddressOf } from './client-address.ts';

const platform = { req: { socket: { remoteAddress: '127.0.0.1' } } };

test('the proxy’s word counts', () => {
	expect(clientAddressOf({ getClientAddress: () => '203.0.113.7', platform })).toBe('203.0.113.7');
});

test('without the proxy’s header it is the other end of the connection, not a failure', () => {
	const getClientAddress = () => {
		throw new Error('Address header was specified with ADDRESS_HEADER=x-real-ip but is absent from request');
	};
	expect(clientAddressOf({ getClientAddress, platform })).toBe('127.0.0.1');
	expect(clientAddressOf({ getClientAddress: () => '', platform })).toBe('127.0.0.1');
	expect(clientAddressOf({ getClientAddress, platform: undefined })).toBe('unknown');
});
