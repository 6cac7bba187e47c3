import type { z } from 'zod';
import type { ProposedAction } from '#lib/schemas/action.ts';
import type { Brief } from '#lib/schemas/brief.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';

export type ModelRequest = {
	system: string;
	user: string;
	/** What the two texts were made from; the offline writer reads this instead of them. */
	brief: Brief;
	/** What an action that may be proposed looks like; null when none may be. */
	action: z.ZodType<ProposedAction> | null;
	/** Tokens after which the answer is cut off; without it, as many as any answer may have. */
	maxOutputTokens?: number;
};

export type ModelReply = {
	answer: ModelAnswer;
	/** The model that answered, as the vendor names it. */
	model: string;
	/** Null when the vendor did not say; unknown is never counted as nothing. */
	usage: { inputTokens: number; outputTokens: number } | null;
};

/** Dollars per million tokens. */
export type ModelPrice = { input: number; output: number };

/** One request per `complete`, never a hidden retry. Throws VendorError. */
export type Model = {
	/** True for the writer that needs no network and costs nothing. */
	offline: boolean;
	/** The model that will be asked. */
	name: string;
	/** What the operator says that it costs; null where the known prices count. */
	price: ModelPrice | null;
	complete(request: ModelRequest, signal: AbortSignal): Promise<ModelReply>;
};
