export type Address = { email: string; start: number; end: number };

const inLocal = /[\p{Script=Latin}\p{M}\d._%+-]/u;
const inDomain = /[\p{Script=Latin}\p{M}\d.-]/u;

/** The e-mail addresses of a text. Looks a bounded way to both sides of each @, so that no text makes it slow. */
export function findAddresses(text: string): Address[] {
	const found: Address[] = [];
	for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
		let [start, end] = [at, at + 1];
		while (start > Math.max(0, at - 64) && inLocal.test(text.charAt(start - 1))) start--;
		while (end < Math.min(text.length, at + 190) && inDomain.test(text.charAt(end))) end++;
		while (end > at && '.-'.includes(text.charAt(end - 1))) end--;
		while (start < at && '.-'.includes(text.charAt(start))) start++;
		if (start < at && text.slice(at + 2, end).includes('.'))
			found.push({ email: text.slice(start, end), start, end });
	}
	return found;
}

/** `priya@harbour.example` of `Priya Shah <priya@harbour.example>`, or what stands there. */
export const bareAddress = (recipient: string): string =>
	findAddresses(recipient).at(-1)?.email ?? recipient.trim();
