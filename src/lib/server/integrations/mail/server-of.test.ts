import { describe, expect, it } from 'vitest';
import { serverOf } from './server-of.ts';

describe('serverOf', () => {
	it('reads the host, the port and the credentials as they were meant', () => {
		expect(serverOf('smtps://office%40example.com:50%25@mail.example.com', 10_000)).toMatchObject({
			credentials: { user: 'office@example.com', pass: '50%' },
			options: { host: 'mail.example.com', port: 465, secure: true }
		});
		expect(serverOf('smtp://[::1]:2525', 10_000)).toMatchObject({
			credentials: null,
			options: { host: '::1', port: 2525, secure: false, requireTLS: false }
		});
	});

	it('takes a password with a bare percent sign as it is', () => {
		expect(serverOf('smtp://office:50%@localhost', 10_000).credentials?.pass).toBe('50%');
	});

	it.each([
		['smtp://office:secret@mail.example.com', true],
		['smtp://office:secret@mail.example.com?requireTLS=false', false],
		['smtp://office:secret@127.0.0.1:25', false],
		['smtp://mail.example.com', false],
		['smtp://mail.example.com?requireTLS=true', true]
	])('sends a password to another machine only over TLS: %s', (address, required) => {
		expect(serverOf(address, 10_000).options.requireTLS).toBe(required);
	});
});
