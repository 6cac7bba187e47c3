/**
 * A schedule as cron writes it, in five fields of numbers, names, `*`, `,`, `-` and `/`. Everything else that programs
 * have put into it (`@daily`, `L`, `W`, `#`, `?`, seconds, dates) is refused: it means something else in each of them.
 */
export type Cron = {
	/** One spelling for each schedule: numbers for names, single blanks. */
	text: string;
	minutes: readonly number[];
	hours: readonly number[];
	days: readonly number[];
	months: readonly number[];
	/** 0 is Sunday. */
	weekdays: readonly number[];
	everyDay: boolean;
	everyWeekday: boolean;
	/** Times of day and no intervals: minutes and hours have neither `*` nor a step. */
	fixedTimes: boolean;
};

/** Text that is no schedule; the sentence says what is wrong with it. */
export class CronProblem extends Error {
	override readonly name = 'CronProblem';
}

type Field = { name: string; low: number; high: number; names: readonly string[]; firstName: number };
type Parsed = { text: string; values: number[]; star: boolean; interval: boolean };

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const unnamed = { names: [], firstName: 0 };

const fields: [Field, Field, Field, Field, Field] = [
	{ name: 'minute', low: 0, high: 59, ...unnamed },
	{ name: 'hour', low: 0, high: 23, ...unnamed },
	{ name: 'day of the month', low: 1, high: 31, ...unnamed },
	{ name: 'month', low: 1, high: 12, names: months, firstName: 1 },
	{ name: 'weekday', low: 0, high: 7, names: weekdays, firstName: 0 }
];

const longest = 200;

/** Throws CronProblem. */
export function parseCron(text: string): Cron {
	if (text.length > longest) throw new CronProblem(`Please use at most ${longest} characters.`);
	const parts = text
		.trim()
		.split(/\s+/)
		.filter((part) => part !== '');
	if (parts.length !== 5) throw new CronProblem(wrongCount(text.trim(), parts.length));
	const [minute, hour, day, month, weekday] = fields.map((field, at) =>
		parseField(field, parts[at] ?? '')
	) as [Parsed, Parsed, Parsed, Parsed, Parsed];
	return {
		text: [minute, hour, day, month, weekday].map((field) => field.text).join(' '),
		minutes: minute.values,
		hours: hour.values,
		days: day.values,
		months: month.values,
		weekdays: distinct(weekday.values.map((value) => value % 7)),
		everyDay: day.star,
		everyWeekday: weekday.star,
		fixedTimes: !minute.interval && !hour.interval
	};
}

function wrongCount(text: string, count: number): string {
	if (text.startsWith('@'))
		return `“${text}” is a nickname. Please write it in five fields, like 0 8 * * 1-5.`;
	const have = count === 0 ? 'nothing' : `${count}`;
	return `A schedule has five fields: minute, hour, day of the month, month and weekday. This has ${have}. Try 0 8 * * 1-5.`;
}

function parseField(field: Field, text: string): Parsed {
	const parts = text.split(',').map((part) => parsePart(field, part));
	return {
		text: parts.map((part) => part.text).join(','),
		values: distinct(parts.flatMap(({ values }) => values)),
		star: text === '*',
		interval: parts.some(({ interval }) => interval)
	};
}

function distinct(values: number[]): number[] {
	return [...new Set(values)].sort((a, b) => a - b);
}

type Part = { text: string; values: number[]; interval: boolean };

/** `*`, `5`, `1-5`, and each of them with a step. */
function parsePart(field: Field, part: string): Part {
	const [range = '', stepText, ...more] = part.split('/');
	if (more.length > 0) throw notMeant(field, part);
	const step = stepText === undefined ? 1 : numberIn(stepText, 1, field.high - field.low + 1);
	if (step === null) throw new CronProblem(`“${part}” has a step that the ${field.name} does not know.`);
	const { low, high } = rangeOf(field, range, part, stepText !== undefined);
	const text = low === high && range !== '*' ? String(low) : range === '*' ? '*' : `${low}-${high}`;
	const values = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, at) => low + at * step);
	return {
		text: stepText === undefined ? text : `${text}/${step}`,
		values,
		interval: range === '*' || stepText !== undefined
	};
}

function rangeOf(field: Field, range: string, part: string, stepped: boolean): { low: number; high: number } {
	const highest = field.high === 7 ? 6 : field.high;
	if (range === '*') return { low: field.low, high: highest };
	const [from = '', to, ...more] = range.split('-');
	const low = valueOf(field, from);
	const named = to === undefined ? (stepped ? highest : low) : valueOf(field, to);
	if (low === null || named === null || more.length > 0) throw notMeant(field, part);
	// A week may end with Sunday.
	const high = to !== undefined && field.high === 7 && named === 0 && low > 0 ? 7 : named;
	if (low > high) throw new CronProblem(`“${part}” goes backwards. Please write it as two, like 22-23,0-5.`);
	return { low, high };
}

function valueOf({ names, firstName, low, high }: Field, text: string): number | null {
	const named = names.indexOf(text.toUpperCase());
	return named >= 0 ? named + firstName : numberIn(text, low, high);
}

function numberIn(text: string, low: number, high: number): number | null {
	const value = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
	return value >= low && value <= high ? value : null;
}

function notMeant({ name, low, high, names }: Field, part: string): CronProblem {
	const named = names.length > 0 ? `, names like ${names[1]}` : '';
	return new CronProblem(
		`“${part}” is not a ${name}. It can have numbers from ${low} to ${high}${named}, and * , - /.`
	);
}
