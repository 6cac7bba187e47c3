import { formatNumber } from '../../format.ts';
import { materialMaxLength } from '../../schemas/limits.ts';
import { emlText } from './eml-text.ts';

/** The kinds of file that hold nothing but text, by the ends of their names. */
export const textFileEndings = ['.txt', '.md', '.csv', '.tsv', '.eml'] as const;

/** What a mail has attached is not read, but it is in the file. */
const mostBytes = { text: 400_000, mail: 10_000_000 };

type Read = { text: string } | { problem: string };

/** The text of a file that was chosen or dropped; or a sentence on why it cannot be used and what to do. */
export async function readTextFile(file: Blob & { name: string }): Promise<Read> {
	const ending = textFileEndings.find((one) => file.name.toLowerCase().endsWith(one));
	if (!ending)
		return {
			problem: `“${file.name}” is not a text file. Please paste its text, or add it as ${textFileEndings.slice(0, -1).join(', ')} or .eml.`
		};
	const isMail = ending === '.eml';
	if (file.size > (isMail ? mostBytes.mail : mostBytes.text))
		return { problem: `“${file.name}” is too large. Please paste the part that matters.` };
	const bytes = new Uint8Array(await file.arrayBuffer());
	const text = isMail ? emlText(new TextDecoder('latin1').decode(bytes)) : decoded(bytes);
	return text === null
		? { problem: `“${file.name}” holds no text. Please paste what it says.` }
		: checked(file.name, text.trim());
}

function checked(name: string, text: string): Read {
	if (text === '') return { problem: `“${name}” is empty.` };
	if (text.length <= materialMaxLength) return { text };
	const most = formatNumber(materialMaxLength);
	return {
		problem: `“${name}” has ${formatNumber(text.length)} characters, and a task takes ${most}. Please paste the part that matters.`
	};
}

/** UTF-8, UTF-16 with its mark, or what old programs on Windows write; null for anything that is no text. */
function decoded(bytes: Uint8Array): string | null {
	const [first, second] = bytes;
	const wide =
		first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
	if (wide) return new TextDecoder(wide).decode(bytes);
	if (bytes.includes(0)) return null;
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
