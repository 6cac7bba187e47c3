import { expect, test } from 'vitest';
import { plainNumber } from './plain-number.ts';

test.each([
	['412.50', 412.5],
	['412,50', 412.5],
	['0,5', 0.5],
	['0.125', 0.125],
	['-112.00', -112],
	['\u2212112.00', -112],
	['0', 0],
	['1,234.50', 1234.5],
	['1.234,56', 1234.56],
	['1 234,56', 1234.56],
	['1\u00A0234,56', 1234.56],
	["1'234.50", 1234.5],
	['1 234', 1234],
	['1,234,567', 1234567],
	['1,23,456.78', 123456.78],
	[' 49 ', 49]
])('%s is %d', (written, value) => {
	expect(plainNumber(written)).toBe(value);
});

test.each([
	['a thousand or one and a bit', '1,234'],
	['the same with a point', '1.234'],
	['a code', '0049'],
	['an account', 'DE89 3704 0044 0532 0130 00'],
	['a formula', '=1+1'],
	['a currency', '£43.20'],
	['letters', '12 CR'],
	['a bracket', '(30.00)'],
	['nothing', ''],
	['two points', '1.2.3'],
	['a day', '24.12.2026'],
	['groups of two', '12 34'],
	['three notations', "1'234,567.8"],
	['more digits than a number keeps', '12345678901234567'],
	['an end without digits', '12.'],
	['hexadecimal', '0x10'],
	['an exponent', '1e5']
])('%s is asked about: %s', (_what, written) => {
	expect(plainNumber(written)).toBeNull();
});
