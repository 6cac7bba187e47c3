import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppendRow, DraftEmail } from '#lib/schemas/action.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { failedBy } from '#server/errors.ts';
import { readAnswer } from './read-answer.ts';

const why = z.string().max(1_000);
const proposal = z.union([
	z.object({ kind: z.literal('gmail.draftEmail'), why, payload: DraftEmail }),
	z.object({ kind: z.literal('sheets.appendRow'), why, payload: AppendRow })
]);

const good = {
	summary: 'Wrote the mail.',
	deliverable: 'Dear Mr Osei,\n\n```json\n{"a": "}"}\n```',
	assumptions: ['He is in Leeds.'],
	questions: [],
	proposedActions: []
};

function codeOf(text: string): string {
	try {
		readAnswer(text, proposal, {});
		return 'none';
	} catch (error) {
		if (failedBy('model', error)) return error.code;
		throw error;
	}
}

describe('readAnswer', () => {
	const json = JSON.stringify(good);
	it.each([
		['alone', json],
		['with spaces', `\n\n ${JSON.stringify(good, null, 2)} \n`],
		['in a fence', `\`\`\`json\n${json}\n\`\`\``],
		['in prose', `Here is {your} answer, "as asked": ${json} Let me know!`],
		['after other JSON', `{"thought": {"deliverable_idea": 1}} and then ${json}`],
		['after thoughts', `<think>maybe {"deliverable": "wrong"}</think>${json}`]
	])('finds the answer %s', (_where, text) => {
		expect(readAnswer(text, proposal, {})).toEqual(good);
	});

	it.each([
		['', 'model_empty'],
		[' \n ', 'model_empty'],
		['{"deliverable": "  "}', 'model_empty'],
		['Dear customer', 'model_not_json'],
		['null', 'model_not_json'],
		['[]', 'model_not_json'],
		['{}', 'model_not_json'],
		['{"deliverable": {"text": "x"}}', 'model_not_json'],
		[json.slice(0, -20), 'model_not_json'],
		['{'.repeat(100_000), 'model_not_json'],
		[JSON.stringify({ ...good, deliverable: 'x'.repeat(200_001) }), 'model_too_long']
	])('refuses %.40s as %s', (text, code) => {
		expect(codeOf(text)).toBe(code);
	});

	it('gives the reported tokens along with the refusal', () => {
		const usage = { inputTokens: 5, outputTokens: 6 };
		expect(() => readAnswer('no', proposal, { usage })).toThrow(expect.objectContaining({ usage }));
	});

	it('fills in what is left out', () => {
		expect(readAnswer('{"deliverable": "# Offer for May\\n\\nText"}', proposal, {})).toEqual({
			summary: 'Offer for May',
			deliverable: '# Offer for May\n\nText',
			assumptions: [],
			questions: [],
			proposedActions: []
		});
	});

	it('takes a proposal that gives no reason', () => {
		const payload = { to: ['a@b.example'], cc: [], bcc: [], subject: 's', body: 'b' };
		const text = JSON.stringify({ ...good, proposedActions: [{ kind: 'gmail.draftEmail', payload }, null] });
		expect(readAnswer(text, proposal, {}).proposedActions).toEqual([
			{ kind: 'gmail.draftEmail', why: '', payload }
		]);
	});

	it('shortens what is too long and notes what it left out', () => {
		const many = Array.from({ length: 30 }, () => 'x'.repeat(3_000));
		const text = JSON.stringify({
			...good,
			summary: 'y'.repeat(5_000),
			assumptions: many,
			proposedActions: [{}]
		});
		const answer = readAnswer(text, proposal, {});
		expect(answer.summary).toHaveLength(1_000);
		expect(answer.assumptions).toHaveLength(20);
		expect(answer.assumptions.at(-1)).toBe(
			'One proposed action was left out, because it was of an unknown kind or incomplete.'
		);
	});

	it('drops characters that the database cannot store', () => {
		const answer = readAnswer('{"deliverable": "a\\u0000b\\ud800c", "summary": "s\\u0000"}', proposal, {});
		expect(answer.deliverable).toBe('ab\uFFFDc');
		expect(answer.summary).toBe('s');
	});

	it('gives a valid answer or a VendorError, whatever the fields hold', () => {
		const value = fc.oneof(
			fc.jsonValue(),
			fc.array(fc.record({ kind: fc.constant('gmail.draftEmail'), payload: fc.jsonValue() }))
		);
		const fields = fc.record(
			{
				summary: value,
				deliverable: fc.oneof(fc.string(), value),
				assumptions: value,
				questions: value,
				proposedActions: value
			},
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(fields, (raw) => {
				const text = JSON.stringify(raw);
				if (codeOf(text) === 'none')
					expect(ModelAnswer.safeParse(readAnswer(text, proposal, {})).success).toBe(true);
			})
		);
	});
});
