import { median } from './stats.ts';

type Measured = Record<string, number>;
type Side = (round: number) => Promise<Measured>;
export type Pair = { ours: number; theirs: number; ratio: number; lowest: number; highest: number };

/**
 * Lets two sides take turns, each round in the other order, so that both see the same weather on the machine. Answers
 * for every figure that they measure the median of each side, the ratio of the two, and how far single rounds strayed.
 */
export async function takeTurns(rounds: number, ours: Side, theirs: Side): Promise<Record<string, Pair>> {
	const measured: { ours: Measured; theirs: Measured }[] = [];
	for (let round = 0; round < rounds; round++) {
		const first = round % 2 === 0;
		const early = first ? await ours(round) : await theirs(round);
		const late = first ? await theirs(round) : await ours(round);
		measured.push(first ? { ours: early, theirs: late } : { ours: late, theirs: early });
	}
	const figures = Object.keys(measured[0]?.ours ?? {});
	return Object.fromEntries(figures.map((figure) => [figure, pairOf(measured, figure)]));
}

function pairOf(measured: { ours: Measured; theirs: Measured }[], figure: string): Pair {
	const ours = measured.map((round) => round.ours[figure] ?? Number.NaN);
	const theirs = measured.map((round) => round.theirs[figure] ?? Number.NaN);
	const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
	return {
		ours: median(ours),
		theirs: median(theirs),
		ratio: median(ours) / median(theirs),
		lowest: Math.min(...ratios),
		highest: Math.max(...ratios)
	};
}
