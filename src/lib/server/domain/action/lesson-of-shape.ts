/** Below these many words a text is too short for its length to be a habit. */
const fewWords = 30;
/** So much shorter or longer than before, at least. */
const muchShorter = 0.7;
const muchLonger = 1.5;
const longestPhrase = 60;

/**
 * What a text that was written anew teaches, when no phrase of it does: how long, how greeted, how signed off. `many` is
 * what such proposals are called. Empty when it has kept its shape.
 */
export function lessonOfShape(many: string, changed: readonly [was: string, is: string][]): string {
	const [longest] = changed.toSorted(([one], [other]) => other.length - one.length);
	if (!longest) return '';
	const [was, is] = longest;
	return lengthLesson(many, was, is) || openingLesson(was, is) || closingLesson(was, is);
}

function lengthLesson(many: string, was: string, is: string): string {
	const [before, after] = [wordCount(was), wordCount(is)];
	if (Math.max(before, after) < fewWords || after === 0) return '';
	const about = `about ${rounded(after)} words, not ${rounded(before)}`;
	if (after <= before * muchShorter) return `Keep ${many} short: ${about}.`;
	return after >= before * muchLonger ? `Say more in ${many}: ${about}.` : '';
}

/** `Dear Ms Shah,` in place of `Hi Priya,` */
function openingLesson(was: string, is: string): string {
	const [before, after] = [greetingOf(was), greetingOf(is)];
	return before && after && before !== after ? `Begin with "${after}" instead of "${before}".` : '';
}

/** `Kind regards,` in place of `Best wishes,` */
function closingLesson(was: string, is: string): string {
	const [before, after] = [closingOf(was), closingOf(is)];
	return before && after && before !== after ? `End with "${after}" instead of "${before}".` : '';
}

/** The first line up to a name: a line of its own that ends in a comma. */
function greetingOf(text: string): string {
	const [first = ''] = linesOf(text);
	const [word = ''] = first.split(' ');
	return first.endsWith(',') && first.length <= longestPhrase ? word.replace(/,$/, '') : '';
}

/** The last line that ends in a comma and stands before who signs. */
function closingOf(text: string): string {
	const lines = linesOf(text);
	const line =
		lines
			.slice(1)
			.slice(-4)
			.findLast((each) => each.endsWith(',')) ?? '';
	return line.length <= longestPhrase ? line.slice(0, -1) : '';
}

const linesOf = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);

const wordCount = (text: string) => text.split(/\s/).filter(Boolean).length;

/** To the nearest ten: nobody counts words. */
const rounded = (count: number) => Math.max(10, Math.round(count / 10) * 10);
