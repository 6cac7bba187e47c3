/** What ends an address in running text. */
const between = /[\s<>()[\]{},;:"“”„«»|\\]+/;

/** Every e-mail address of a text, its ASCII letters small, nothing else about it changed. In linear time. */
export function addressesIn(text: string): string[] {
	return text
		.split(between)
		.filter((word) => isOneAddress(word))
		.map((word) => smallLetters(withoutEdges(word)))
		.filter((word) => isOneAddress(word));
}

/** With two signs it is none that anybody would write. */
function isOneAddress(word: string): boolean {
	const at = word.indexOf('@');
	return at > 0 && at < word.length - 1 && word.indexOf('@', at + 1) < 0;
}

const letterOrDigit = /[\p{L}\p{N}]/u;

/** `**priya@harbour.example**`, `priya@harbour.example.` */
function withoutEdges(word: string): string {
	const characters = Array.from(word);
	const first = characters.findIndex((character) => letterOrDigit.test(character));
	const last = characters.findLastIndex((character) => letterOrDigit.test(character));
	return characters.slice(Math.max(first, 0), last + 1).join('');
}

/** Only A to Z: other letters can turn into one of these when made small, and that would be another address. */
export function smallLetters(text: string): string {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** One address alone, without a name, quotes or brackets. Dots may stand oddly: some providers have given out such. */
export const emailAddress = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\.]+(?:\.[^\s@<>()[\],;:"\\.]+)+$/u;
const asciiDomain = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** `bücher.example` as mail servers know it; empty where it is no domain. */
export function domainInAscii(domain: string): string {
	const ascii = /^[\x21-\x7e]*$/.test(domain) ? domain : hostOf(domain);
	return ascii.length <= 253 && asciiDomain.test(ascii) ? ascii : '';
}

function hostOf(domain: string): string {
	const url = `http://${domain}`;
	return URL.canParse(url) ? new URL(url).hostname : '';
}

/**
 * What is wrong with an address, by the one rule that there is from the task to the draft in Gmail; null when somebody
 * can be written to at it. Gmail takes what mail calls odd, but before the @ no letter beyond ASCII.
 */
export function emailFault(address: string): 'none' | 'not_ascii' | null {
	const at = address.lastIndexOf('@');
	if (address.length > 320 || !emailAddress.test(address)) return 'none';
	if (domainInAscii(address.slice(at + 1)) === '') return 'none';
	return /^[\x21-\x7e]+$/.test(address.slice(0, at)) ? null : 'not_ascii';
}

/** The same as one sentence. */
export function emailProblem(address: string): string | null {
	const fault = emailFault(address);
	if (fault === 'none') return `“${address}” is not an e-mail address. One looks like dana@example.com.`;
	if (fault === null) return null;
	return `Gmail cannot write to “${address}”: before the @ it takes only letters from a to z, digits and signs.`;
}

/**
 * `priya@harbour.example` of `Priya Shah <Priya@Harbour.example>`. Anything odder stays whole and so is no address that
 * anybody has named; a name that is another address is odder. Only A to Z are made small.
 */
export function bareAddress(written: string): string {
	const whole = smallLetters(written.trim());
	const [, name = '', inner] = /^([^<>]*)<([^<>@\s]+@[^<>@\s]+)>$/.exec(whole) ?? [];
	if (!inner) return whole;
	return !name.includes('@') || name.trim().replace(/^"(.*)"$/, '$1') === inner ? inner : whole;
}
