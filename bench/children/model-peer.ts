import { startModelPeer } from '../../tests/peers/model-peer.ts';
import { answer } from '../lib/answer.ts';

/** A model at the other end of the wire that takes BENCH_DELAY_MS for each answer. */
export type PeerQuestions = {
	url: { asks: null; answers: string };
	requests: { asks: null; answers: number };
};

const peer = await startModelPeer({ delayMs: Number(process.env.BENCH_DELAY_MS) });
answer({
	url: async () => peer.url,
	requests: async () => peer.requests.length
});
