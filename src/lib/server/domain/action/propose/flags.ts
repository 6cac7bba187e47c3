import { placeholdersIn, placeholderWords } from '#lib/placeholders.ts';
import type { Flag } from '#lib/schemas/action.ts';
import { hasLongBlank } from '#lib/long-blanks.ts';
import { targetKinds } from '#lib/target-kinds.ts';
import { showUnseen } from '#lib/visible-characters.ts';
import { nameAgrees } from '../../address-book/name-agrees.ts';
import { nameIn } from '../../address-book/target-kinds/email.ts';
import { targetKey, type AddressBook, type Target } from '../../address-book/target.ts';
import { isNamed, type Named } from './named.ts';

export type Known = {
	named: Named;
	/** Whom the task's own field for recipients names. */
	recipients: Named;
	/** Keys of targets that an action of this workspace has reached before. */
	reached: ReadonlySet<string>;
	book: AddressBook;
};

/** Why a person should look twice at a proposal; empty when there is nothing to say. */
export function flagsOf(targets: readonly Target[], payload: unknown, known: Known): Flag[] {
	const each = targets.flatMap((target): Flag[] => {
		const flag = (code: Flag['code'], message: string) => ({ code, target: targetKey(target), message });
		return [
			...(isNamed(target, known.named)
				? []
				: [flag('unnamed', targetKinds[target.kind].unnamed(target.value))]),
			...(target.copied && !isNamed(target, known.recipients) ? [flag('copied', copied(target))] : []),
			...(nameAgrees(target, known.book) ? [] : [flag('name_differs', nameDiffers(target))]),
			...(known.reached.has(targetKey(target))
				? []
				: [flag('first_time', targetKinds[target.kind].firstTime(target.value))])
		];
	});
	return [...each, ...flagsOfWhole(payload)];
}

/** What is said of the whole payload: that there is text in it which is not seen, or not looked for. */
export function flagsOfWhole(payload: unknown): Flag[] {
	const texts = textsIn(payload);
	const flag = (code: Flag['code'], message: string, has: (text: string) => boolean): Flag[] =>
		texts.some(has) ? [{ code, target: null, message }] : [];
	return [
		...flag('hidden_text', hiddenText, (text) => showUnseen(text) !== text),
		...flag('long_blank', longBlank, hasLongBlank),
		...placeholderFlags(texts)
	];
}

function placeholderFlags(texts: string[]): Flag[] {
	const left = texts.flatMap(placeholdersIn);
	return left.length === 0 ? [] : [{ code: 'placeholder', target: null, message: placeholderWords(left) }];
}

const hiddenText =
	'There are characters in it that cannot be seen or that turn the text around. Here they are written out.';
const longBlank =
	'There is a long empty stretch in it, and it may have an end below. Here the stretch is shortened.';

function copied({ value }: Target): string {
	return `${showUnseen(value)} would get a copy, which the task’s recipients do not ask for.`;
}

function nameDiffers({ value, label }: Target): string {
	return `The name “${showUnseen(nameIn(label))}” does not fit the address ${showUnseen(value)}. The mail goes to the address.`;
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
