import { expect, test } from 'vitest';
import { minLength, passwordStrength } from './password-strength.ts';
import { passwordMinLength } from './schemas/account.ts';

test.each([
	['', 0, /At least 10/],
	['four', 1, /^6 more characters\.$/],
	['walnutcha', 1, /^1 more character\.$/],
	['aaaaaaaaaaaa', 1, /repeats/],
	['abcabcabcabc', 1, /repeats/],
	['1984-11-23 0900', 1, /only digits/],
	['qwertyuiop1', 1, /keyboard/],
	['danareyes99', 1, /your name/],
	['password12', 1, /tries first/],
	['Welcome2026!', 1, /tries first/],
	['walnut chairs', 2, /Long enough/],
	['four walnut chairs by the window', 3, /Good/]
])('says of %j: level %i', (password, level, text) => {
	const strength = passwordStrength(password, ['dana', 'reyes']);
	expect(strength.level).toBe(level);
	expect(strength.text).toMatch(text);
});

test('a long sentence may contain a name', () => {
	expect(passwordStrength('dana likes four walnut chairs', ['dana']).level).toBe(3);
});

test('asks for what the server asks for', () => {
	expect(minLength).toBe(passwordMinLength);
});
