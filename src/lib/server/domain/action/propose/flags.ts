import type { Flag } from '#lib/schemas/action.ts';
import { showUnseen } from '#lib/visible-characters.ts';
import { targetKey, type Target } from '../kind.ts';
import { isNamed, type Named } from './named.ts';

export type Known = {
	named: Named;
	/** Keys of targets that an action of this workspace has reached before. */
	reached: ReadonlySet<string>;
};

/** Why a person should look twice at a proposal; empty when there is nothing to say. */
export function flagsOf(targets: readonly Target[], payload: unknown, { named, reached }: Known): Flag[] {
	const each = targets.flatMap((target): Flag[] => {
		const key = targetKey(target);
		return [
			...(isNamed(target, named)
				? []
				: [{ code: 'unnamed' as const, target: key, message: unnamed(target) }]),
			...(reached.has(key) ? [] : [{ code: 'first_time' as const, target: key, message: firstTime(target) }])
		];
	});
	const hidden: Flag = { code: 'hidden_text', target: null, message: hiddenText };
	return hasUnseen(payload) ? [...each, hidden] : each;
}

const hiddenText =
	'There are characters in it that cannot be seen or that turn the text around. Here they are written out.';

function unnamed({ kind, value }: Target): string {
	if (kind === 'email')
		return `${showUnseen(value)} is named neither in the task nor in your address book. Is this who should get it?`;
	if (kind === 'webhook') return 'This address is not in your address book.';
	return /^[\w-]{25,}$/.test(value)
		? 'This spreadsheet is named neither in the task nor in your address book. Is it the right one?'
		: `No spreadsheet in your address book is called “${showUnseen(value)}”. Please paste its link.`;
}

function firstTime({ kind, value }: Target): string {
	if (kind === 'email') return `The first one to ${showUnseen(value)}.`;
	return kind === 'spreadsheet' ? 'The first row in this spreadsheet.' : 'The first call to this address.';
}

function hasUnseen(value: unknown): boolean {
	if (typeof value === 'string') return showUnseen(value) !== value;
	if (Array.isArray(value)) return value.some(hasUnseen);
	return typeof value === 'object' && value !== null && Object.values(value).some(hasUnseen);
}
