/** What takes room, or a line, and shows nothing: white space, fillers and blank letters of other scripts, and what takes no room. */
const blank = '\\s\\u2800\\u3164\\uFFA0\\u115F\\u1160\\u00AD\\u200B-\\u200F\\u2060-\\u206F\\uFEFF';
/** A line of nothing but these is empty to the eye, although each of them may stand for something. */
const unseen =
	'\\u034F|\\u061C|[\\u17B4-\\u17B5]|[\\u180B-\\u180F]|[\\uFE00-\\uFE0F]|[\\uFFF9-\\uFFFB]|[\\u{E0000}-\\u{E01EF}]';
const blankLine = new RegExp(`^(?:[${blank}]|${unseen})*$`, 'u');
const longInLine = new RegExp(`[${blank}]{60,}`, 'gu');
/** More than this many empty lines one after the other are no paragraph. */
const mostLines = 4;

/** Text as it is, or what stands for a long empty stretch that would push what follows out of sight. */
export type BlankPart = { text: string } | { blank: string };

/** Long empty stretches taken out, each said in words. In linear time. */
export function splitBlanks(text: string): BlankPart[] {
	const parts: BlankPart[] = [];
	let lines: string[] = [];
	let empty: string[] = [];
	const flush = () => {
		if (empty.length <= mostLines) lines.push(...empty);
		else {
			parts.push(...withinLines(lines.map((line) => `${line}\n`).join('')));
			parts.push({ blank: `${empty.length.toLocaleString('en-GB')} empty lines` });
			lines = [''];
		}
		empty = [];
	};
	for (const line of text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)) {
		if (blankLine.test(line)) empty.push(line);
		else {
			flush();
			lines.push(line);
		}
	}
	flush();
	return parts.length === 0 ? withinLines(text) : [...parts, ...withinLines(lines.join('\n'))];
}

/** Whether there is such a stretch. */
export function hasLongBlank(text: string): boolean {
	return splitBlanks(text).some((part) => 'blank' in part);
}

function asItIs(text: string): BlankPart[] {
	return text === '' ? [] : [{ text }];
}

function withinLines(text: string): BlankPart[] {
	const parts: BlankPart[] = [];
	let from = 0;
	for (const { 0: run, index } of text.matchAll(longInLine)) {
		parts.push(...asItIs(text.slice(from, index)), {
			blank: `${run.length.toLocaleString('en-GB')} blanks`
		});
		from = index + run.length;
	}
	return [...parts, ...asItIs(text.slice(from))];
}
