import { expect, test } from 'vitest';
import { deviceWords, networkWords } from './device-words.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
	['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
	[`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, 'Chrome on Windows'],
	[`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 'Edge on Windows'],
	[`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/26.0 Safari/605.1.15`, 'Safari on Mac'],
	[
		`Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${webkit} CriOS/142.0 Safari/604.1`,
		'Chrome on iPhone'
	],
	[
		`Mozilla/5.0 (Linux; Android 16; Pixel 9) ${webkit} Chrome/142.0 Mobile Safari/537.36`,
		'Chrome on Android'
	],
	['curl/8.14.1', 'curl'],
	['', 'A program'],
	['<script>alert(1)</script>', 'A program']
])('%s is told as %s', (userAgent, words) => {
	expect(deviceWords(userAgent)).toBe(words);
});

test.each([
	['203.0.113.77', '203.0.113.x'],
	['::ffff:203.0.113.77', '203.0.113.x'],
	['2001:db8:7:1::42', '2001:db8:7::'],
	['127.0.0.1', 'this machine'],
	['::1', 'this machine'],
	['unknown', 'an unknown network'],
	['<b>', 'an unknown network']
])('of the address %s only %s is kept', (address, words) => {
	expect(networkWords(address)).toBe(words);
});
