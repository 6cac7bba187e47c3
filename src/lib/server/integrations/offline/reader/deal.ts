import { lexicon } from '../data/words.ts';
import { trimMarks, wordsOf } from '../text.ts';
import { findAmounts } from './amounts.ts';
import { findDays } from './dates.ts';
import { cutAt } from './sentences.ts';

/** What a note says of a quote, an order or an invoice, in its own words; empty where it says nothing. */
export type Deal = { number: string; amount: string; goods: string; sent: string; due: string; late: string };

const numbers =
	/(?:\b(?:quote|offer|invoice|order|inv)(?: (?:no|number|nr))?\.? ?#? ?|#)((?=[A-Z\d/-]{0,20}\d)[A-Z\d][A-Z\d/-]{1,20})\b/i;
const late = /\b((?:\d{1,3}|a|one|two|three|four|six) (?:day|week|month)s?) (?:late|overdue|past due)/i;

export function dealOf(text: string): Deal {
	const days = findDays(text);
	const after = (words: RegExp) =>
		days.find(({ start }) => words.test(text.slice(Math.max(0, start - 16), start)))?.text ?? '';
	const goods = cutAt(text.replaceAll(' for ', ', '), ',;.:').find((part) => isGoods(part)) ?? '';
	const apart = ({ start }: { start: number }) => !goods || !goods.includes(text.slice(start, start + 8));
	return {
		number: numbers.exec(text)?.[1] ?? '',
		amount: findAmounts(text).find(apart)?.text ?? '',
		goods: trimMarks(goods.replace('(', '')),
		sent: after(/\b(?:sent|of|from|on)(?: on| him| her| them)? $/i),
		due: after(/\bdue(?: on| by| was)? $/i),
		late: late.exec(text)?.[1] ?? ''
	};
}

/** `40 stacking chairs`, `12 tables at 148 EUR each` */
const isGoods = (part: string) =>
	/^\(?\d{1,5} (?!days?|weeks?|months?|years?|hours?|minutes?)\p{Ll}[\p{L} -]{2,40}(?: at .{2,24})?[).]{0,2}$/u.test(
		part
	) && findDays(part).length === 0;

/** `invoice 118 over €420, due on 1 November`: nothing but what the slots of a reminder say. */
export function isDealAlone(text: string): boolean {
	const { number, amount, due } = dealOf(text);
	const left = [number, amount, due].reduce((rest, known) => rest.replace(known, ' '), text);
	return number !== '' && wordsOf(left).every((word) => lexicon.ofDeals.has(word));
}

/** Parts of a note that a deal holds already: they are in the text by themselves. */
export const isFact = (part: string) =>
	isGoods(part) ||
	/^\(?(?:quote|offer|invoice|order|sent|due|open invoice|#|[€$£]|no (?:word|answer|reply|questions)|\d{1,3} (?:days|weeks))(?![\p{L}])/iu.test(
		part
	) ||
	findDays(part)[0]?.start === 0;
