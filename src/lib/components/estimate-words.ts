import { formatMoney, formatNumber } from '../format.ts';
import type { Estimate } from '../schemas/estimate.ts';

/** `About $0.04, going by the last 12 · 188 of 200 tasks left`: before somebody clicks. */
export function estimateWords(estimate: Estimate): string {
	return [costInWords(estimate), tasksInWords(estimate)].filter(Boolean).join(' · ');
}

/** Never a zero for what is not known. */
function costInWords({ costMicros, runs, price }: Estimate): string {
	if (price === 'none') return 'No model is paid for';
	if (costMicros === null || runs === 0) return 'What it costs shows after the first run';
	const since = runs === 1 ? 'as the last one' : `going by the last ${runs}`;
	return price === 'unknown'
		? `Price unknown, at most about ${formatMoney(costMicros)}, ${since}`
		: `About ${formatMoney(costMicros)}, ${since}`;
}

function tasksInWords({ tasks: { used, allowed } }: Estimate): string {
	if (allowed === null) return '';
	return `${formatNumber(Math.max(0, allowed - used))} of ${formatNumber(allowed)} tasks left this month`;
}
