import { formatMoney, formatNumber } from '../../format.ts';
import type { RunView } from '../../schemas/task.ts';

type Call = Pick<
	RunView['modelCalls'][number],
	'inputTokens' | 'outputTokens' | 'costMicros' | 'priceKnown' | 'status'
>;

/** Nothing was asked of a paid model, so there is nothing to say about money. */
export function isOffline(run: Pick<RunView, 'writtenBy' | 'modelCalls'>): boolean {
	return (
		run.writtenBy === 'offline' ||
		(run.modelCalls.length > 0 && run.modelCalls.every(({ model }) => model === 'offline'))
	);
}

/**
 * What calls cost, without claiming more than is known: a price that is not in the table is counted at the dearest
 * one, so it is an upper bound; a call whose tokens were never reported costs nobody knows what.
 */
export function costWords(calls: readonly Call[]): string {
	const answered = calls.filter(({ status }) => status !== 'sent');
	if (answered.length === 0) return 'cost not known yet';
	const sum = answered.reduce((total, call) => total + call.costMicros, 0);
	const unknown = answered.filter((call) => !call.priceKnown && call.costMicros === 0);
	if (unknown.length > 0)
		return sum > 0 ? `at least ${formatMoney(sum)}, the rest is not known` : 'cost not known';
	const lost = answered.filter(({ status, costMicros }) => status === 'possibly_billed' && costMicros > 0);
	if (lost.length === answered.length) return `may have been charged, at most ${formatMoney(sum)}`;
	if (lost.length > 0) return `at most ${formatMoney(sum)}, part of it may not have been charged`;
	if (answered.some(({ priceKnown }) => !priceKnown)) return `at most ${formatMoney(sum)}, price unknown`;
	return sum === 0 ? 'nothing charged' : formatMoney(sum);
}

/** `1,500 tokens`, or null when no call reported any. */
export function tokenWords(calls: readonly Call[]): string | null {
	const known = calls.filter(
		({ inputTokens, outputTokens }) => inputTokens !== null || outputTokens !== null
	);
	if (known.length === 0) return null;
	const sum = known.reduce((total, call) => total + (call.inputTokens ?? 0) + (call.outputTokens ?? 0), 0);
	return `${formatNumber(sum)} tokens`;
}
