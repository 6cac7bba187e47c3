import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';

const bounds = new Set(['minLength', 'maxLength', 'minItems', 'maxItems', '$schema']);

/**
 * Without lengths: servers that turn a schema into a grammar unroll them (`maxLength: 200000` makes llama.cpp refuse),
 * and strict output does not know them all. We check them ourselves when the answer is here.
 */
function withoutBounds(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(withoutBounds);
	if (typeof schema !== 'object' || schema === null) return schema;
	const kept = Object.entries(schema).filter(([key]) => !bounds.has(key));
	return Object.fromEntries(kept.map(([key, value]) => [key, withoutBounds(value)]));
}

/** Where nothing may be proposed, the list can only stay empty. */
const noAction = z.object({ kind: z.literal('none') });

/** The structured-output request for a `ModelAnswer` with such actions, as every OpenAI-compatible server understands it. */
export function answerFormat(action: z.ZodType | null) {
	const answer = ModelAnswer.extend({ proposedActions: z.array(action ?? noAction) });
	const format = zodResponseFormat(answer, 'agent_answer');
	return {
		type: 'json_schema' as const,
		json_schema: {
			name: format.json_schema.name,
			strict: true,
			schema: withoutBounds(format.json_schema.schema) as Record<string, unknown>
		}
	};
}
