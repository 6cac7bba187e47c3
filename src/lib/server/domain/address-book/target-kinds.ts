import { emailFault, emailProblem } from '#lib/email-addresses.ts';
import type { TargetKind } from '#lib/target-kinds.ts';
import { nameIn } from './target-kinds/email.ts';
import { isLinkOrId } from './target-kinds/spreadsheet.ts';

type Rules = {
	/** What is wrong with it, whoever has written it; null when it can be used. */
	problem(value: string): string | null;
	/** Why its vendor cannot reach it though it is one; asked once it is clear that it is meant. */
	beyond(value: string): string | null;
	/** Whether what was written says by itself which one is meant: of a title there may be many. */
	isClear(label: string): boolean;
	/** What of its label is kept when a person confirms it, and so puts it into the address book. */
	keptLabel(label: string): string;
	/** It has parts that a proposal must name, so that it is looked at beforehand. */
	hasContents: boolean;
};

const plain: Rules = {
	problem: () => null,
	beyond: () => null,
	isClear: () => false,
	keptLabel: () => '',
	hasContents: false
};

/** What each kind of target is like, beyond the words in lib. */
export const targetRules: Record<TargetKind, Rules> = {
	email: {
		...plain,
		problem: (value) => (emailFault(value) === 'none' ? emailProblem(value) : null),
		beyond: emailProblem,
		keptLabel: (label) => nameIn(label).slice(0, 100)
	},
	spreadsheet: {
		...plain,
		problem: (value) => (value === '' ? 'Please name the spreadsheet.' : null),
		isClear: isLinkOrId,
		hasContents: true
	},
	webhook: plain,
	calendar: plain
};
