/** How much is measured: `quick` only shows that everything runs. */
export type Size = { quick: boolean; rounds: number };
