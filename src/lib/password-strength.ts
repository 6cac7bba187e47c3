/** `level` 0 says nothing yet, 1 is not enough, 2 will do, 3 is good. */
export type PasswordStrength = { level: 0 | 1 | 2 | 3; text: string };

// Written again, because the schema would bring all of Zod to the page; the test compares the two.
export const minLength = 10;
const advice = `At least ${minLength} characters. Four unrelated words make a good one.`;
const goodLength = 16;
const sequences = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', '01234567890'];

/** What is left of the most common passwords without the digits and signs around them; the server knows thousands more. */
const commonest = new Set(
	(
		'password passwort passw0rd motdepasse contrasena senha welcome willkommen bienvenue letmein iloveyou ' +
		'princess sunshine football baseball basketball superman batman dragon monkey master shadow michael jordan ' +
		'jennifer charlie computer internet samsung pokemon starwars whatever trustno administrator admin changeme ' +
		'secret summer winter spring autumn sommer company business office hello freedom chocolate'
	).split(' ')
);

/** What can be said about a password without a dictionary; the server has one and decides. `own` are words that others know. */
export function passwordStrength(password: string, own: readonly string[] = []): PasswordStrength {
	const length = [...password].length;
	if (length === 0) return { level: 0, text: advice };
	const missing = minLength - length;
	if (missing > 0)
		return { level: 1, text: `${missing} more ${missing === 1 ? 'character' : 'characters'}.` };
	const weakness = weaknessOf(password.toLowerCase(), own);
	if (weakness) return { level: 1, text: weakness };
	if (length < goodLength) return { level: 2, text: 'Long enough. A longer one is harder to guess.' };
	return { level: 3, text: 'Good: long, and nothing obvious in it.' };
}

function weaknessOf(lower: string, own: readonly string[]): string | null {
	const known = own.find((word) => word.length > 2 && lower.includes(word.toLowerCase()));
	if (known && lower.length < goodLength) return 'Easy to guess: it contains your name or address.';
	const stem = lower.replace(/[^a-z]+$/, '').replace(/^[^a-z]+/, '');
	if (commonest.has(stem)) return 'Easy to guess: one of the words that everybody tries first.';
	if (new Set(lower).size < 5 || /^(.{1,4})\1+$/.test(lower)) return 'Easy to guess: it repeats itself.';
	if (/^[\d\s./-]+$/.test(lower)) return 'Easy to guess: only digits, like a date or a phone number.';
	if (sequences.some((row) => hasRun(lower, row)))
		return 'Easy to guess: it follows the keyboard or the alphabet.';
	return null;
}

/** Most of the password is one walk along the row. */
function hasRun(lower: string, row: string): boolean {
	for (let start = 0; start + 6 <= row.length; start += 1) {
		if (lower.includes(row.slice(start, start + 6)) && lower.length < goodLength) return true;
	}
	return false;
}
