import { formatDuration, formatMoney, formatNumber, numberWord, plural } from '../../format.ts';
import type { RunView } from '../../schemas/task.ts';
import { costWords, isOffline, tokenWords } from './cost.ts';

type Step = RunView['steps'][number];
type Call = RunView['modelCalls'][number];

/** `under 1 s`, `12 s`; null while one of the two times is missing. */
export function tookWords(from: string | null, to: string | null): string | null {
	if (from === null || to === null) return null;
	const took = Date.parse(to) - Date.parse(from);
	return took < 1_000 ? 'under 1 s' : formatDuration(took);
}

/** Duration, attempts, tokens and money of a run, each only when there is something to say. */
export function runFacts(run: RunView): string[] {
	const offline = isOffline(run);
	const tries = run.attempt - run.deaths;
	return [
		tookWords(run.startedAt, run.finishedAt),
		tries > 1 ? plural(tries, 'attempt') : null,
		offline ? null : tokenWords(run.modelCalls),
		offline ? 'no model, no cost' : run.modelCalls.length > 0 ? costWords(run.modelCalls) : null
	].filter((fact) => fact !== null);
}

/** Null when no worker died under it. */
export function deathWords({ deaths }: Pick<RunView, 'deaths'>): string | null {
	if (deaths === 0) return null;
	if (deaths === 1) return 'Started again after its worker stopped.';
	return `Started again ${numberWord(deaths).toLowerCase()} times, after its workers stopped.`;
}

const kinds: Record<Step['kind'], string> = {
	read: 'Looking something up',
	condition: 'Deciding how to go on',
	forEach: 'Going through the rows',
	draft: 'Writing the draft',
	action: 'Preparing what to propose'
};

/** `Row 4: writing the draft`, where the step stands in a loop. */
export function stepName({ key, kind }: Pick<Step, 'key' | 'kind'>): string {
	const row = /\[(\d{1,3})\]/.exec(key)?.[1];
	const name = kinds[kind];
	return row === undefined ? name : `Row ${Number(row) + 1}: ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** Words and colour of a step; one that is interrupted by a wait has not failed for good. */
export function stepState(step: Step, run: Pick<RunView, 'status'>): { word: string; tone: string } {
	if (step.status === 'succeeded') return { word: 'done', tone: 'text-ink-3' };
	if (run.status === 'failed') return { word: 'failed', tone: 'text-failed' };
	if (run.status === 'cancelled') return { word: 'stopped', tone: 'text-ink-3' };
	if (step.status === 'failed' || run.status === 'queued')
		return { word: 'goes on later', tone: 'text-ink-3' };
	return { word: 'under way', tone: 'text-running' };
}

/** What came of one request to the model: how many tokens, for how much. */
export function callWords(call: Call): string {
	if (call.model === 'offline') {
		if (call.status === 'sent') return 'Writing without a model';
		return call.status === 'answered' ? 'Written without a model' : 'Stopped';
	}
	if (call.status === 'sent') return 'Asked, no answer yet';
	const tokens =
		call.inputTokens === null || call.outputTokens === null
			? null
			: `${formatNumber(call.inputTokens)} tokens in, ${formatNumber(call.outputTokens)} out`;
	if (call.status !== 'possibly_billed') {
		return tokens === null ? capital(costWords([call])) : `${tokens} · ${costWords([call])}`;
	}
	const most = call.costMicros > 0 ? `, at most ${formatMoney(call.costMicros)}` : '';
	return [tokens, `May have been charged${most}`].filter(Boolean).join(' · ');
}

function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Requests in a row that came to the same: a model that is busy for an hour is one line, with how often. */
export function foldCalls(
	calls: readonly Call[]
): { call: Call; first: number; last: number; since: string }[] {
	const folded: { call: Call; first: number; last: number; since: string }[] = [];
	for (const [index, call] of calls.entries()) {
		const before = folded.at(-1);
		if (before && isSame(before.call, call)) Object.assign(before, { call, last: index + 1 });
		else folded.push({ call, first: index + 1, last: index + 1, since: call.sentAt });
	}
	return folded;
}

/** Only failures that cost nothing: each charge is shown for itself. */
function isSame(a: Call, b: Call): boolean {
	const free = [a, b].every(({ status, costMicros }) => status === 'failed' && costMicros === 0);
	return free && a.model === b.model && a.error?.message === b.error?.message;
}
