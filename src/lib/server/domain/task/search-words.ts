import { createHash } from 'node:crypto';

const longestWord = 40;
/** A long word is found by its middle too (the number in Rechnungsnummer), by four letters and more. */
const compoundLetters = 10;
const shortestMiddle = 4;
/** What a document of many pages adds after that is not looked for. */
const mostWords = 4_000;
const mostAsked = 8;

const letters = /[\p{L}\p{N}]+/gu;
/** Languages that put no space between words: there every letter may begin one. */
const unspaced =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** As words are compared: without accents and case, however their letters were put together. */
function wordsIn(text: string): string[] {
	const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	return plain.match(letters) ?? [];
}

/** A workspace's words bear its mark, so that a search reads the postings of its own workspace alone. */
function markOf(workspaceId: string): string {
	return createHash('sha256').update(workspaceId).digest('hex').slice(0, 8);
}

/** What the index keeps of these texts. */
export function searchWords(workspaceId: string, texts: string[]): string[] {
	const mark = markOf(workspaceId);
	const kept = new Set<string>();
	for (const text of texts) {
		for (const word of wordsIn(text)) {
			if (kept.size >= mostWords) break;
			kept.add(mark + word.slice(0, longestWord));
			if (unspaced.test(word)) for (const end of endsOf(word, 1)) kept.add(mark + end);
			else if (word.length >= compoundLetters)
				for (const end of endsOf(word.slice(0, longestWord), shortestMiddle)) kept.add(`${mark}~${end}`);
		}
	}
	return [...kept];
}

function endsOf(word: string, shortest: number): string[] {
	const count = Math.min(word.length - shortest, mostWords);
	return Array.from({ length: Math.max(count, 0) }, (_, at) => word.slice(at + 1, at + 1 + longestWord));
}

/** The `tsquery` that finds what has a word beginning with each word of `text`; null when there is none in it. */
export function searchQuery(workspaceId: string, text: string): string | null {
	const mark = markOf(workspaceId);
	const words = [...new Set(wordsIn(text))].slice(0, mostAsked).map((word) => word.slice(0, longestWord));
	if (words.length === 0) return null;
	return words
		.map((word) =>
			word.length < shortestMiddle ? `'${mark}${word}':*` : `('${mark}${word}':* | '${mark}~${word}':*)`
		)
		.join(' & ');
}
