import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

const folder = '@fontsource/noto-sans/files/noto-sans';
const weights = { regular: '400-normal', bold: '600-normal', italic: '400-italic' } as const;
export type Weight = keyof typeof weights;

/** Latin and the scripts beside it, each in a file of its own with the letters that it is for. */
const scripts: [file: string, letters: RegExp][] = [
	['latin', /[\0-\u00FF\u0131\u0152\u0153\u02BB-\u02DC\u2000-\u206F\u20AC\u2122\u2191\u2193\u2212\u2215]/],
	['vietnamese', /[\u0102\u0103\u0110\u0111\u01A0\u01A1\u01AF\u01B0\u0300-\u0329\u1EA0-\u1EF9\u20AB]/],
	['latin-ext', /[\u0100-\u02FF\u0300-\u0329\u1D00-\u1EFF\u2020-\u20C0\u2113\u2C60-\u2C7F\uA720-\uA7FF]/],
	['cyrillic', /[\u0300\u0301\u0400-\u0491\u04B0\u04B1\u2116]/],
	['cyrillic-ext', /[\u0460-\u052F\u1C80-\u1C8A\u2DE0-\u2DFF\uA640-\uA69F]/],
	['greek', /[\u0370-\u03FF]/],
	['greek-ext', /[\u1F00-\u1FFF]/],
	['devanagari', /[\u0900-\u097F\u20B9\uA8E0-\uA8FF]/]
];
/** What has one weight alone. */
const symbols = [
	'@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff',
	'@fontsource/noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff'
];

type Opened = { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } };
const filesAt = createRequire(import.meta.url);
/** Scripts that can be set letter by letter, from left to right, with these fonts. */
const settable = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Devanagari}\p{sc=Common}\p{sc=Inherited}]/u;
const invisible = /[\s\u200B-\u200D\u2060\uFE0F\uFEFF]/u;

/** Which font shows which letter: each is in the first file that has it. */
export class PdfFonts {
	readonly missing = new Set<string>();
	readonly #doc: typeof PDFDocument.prototype;
	readonly #known = new Map<string, string | null>();

	constructor(doc: typeof PDFDocument.prototype) {
		this.#doc = doc;
	}

	/** A text in stretches of one font's file; letters that no font has are noted in `missing`. */
	stretches(text: string, weight: Weight): { font: string; text: string }[] {
		const found: { font: string; text: string }[] = [];
		for (const letter of text) {
			const last = found.at(-1);
			const font = invisible.test(letter)
				? (last?.font ?? fileOf('latin', weight))
				: this.#fontOf(letter, weight);
			if (last?.font === font) last.text += letter;
			else found.push({ font, text: letter });
		}
		return found;
	}

	#fontOf(letter: string, weight: Weight): string {
		const key = `${weight}${letter}`;
		const known = this.#known.get(key);
		const font = known === undefined ? this.#find(letter, weight) : known;
		this.#known.set(key, font);
		if (font === null) this.missing.add(letter);
		return font ?? fileOf('latin', weight);
	}

	#find(letter: string, weight: Weight): string | null {
		if (!settable.test(letter)) return null;
		const own = scripts.filter(([, letters]) => letters.test(letter));
		const files = [...own.map(([script]) => fileOf(script, weight)), ...symbols.map(pathTo)];
		return files.find((file) => this.#has(file, letter.codePointAt(0) ?? 0)) ?? null;
	}

	/** pdfkit keeps the font that it opened to itself, and nothing else tells what is in it. */
	#has(file: string, codePoint: number): boolean {
		this.#doc.font(file);
		return (this.#doc as unknown as Opened)._font.font.hasGlyphForCodePoint(codePoint);
	}
}

/** Where the font of a script is on this machine. */
export function fileOf(script: string, weight: Weight): string {
	return pathTo(`${folder}-${script}-${weights[weight]}.woff`);
}

const paths = new Map<string, string>();

function pathTo(file: string): string {
	const path = paths.get(file) ?? filesAt.resolve(file);
	paths.set(file, path);
	return path;
}
