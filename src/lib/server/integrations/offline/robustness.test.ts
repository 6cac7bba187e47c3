import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Brief } from '#lib/schemas/brief.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor, recipientsOf } from './testing.ts';

const anyRole = fc.constantFrom(...roles);
const words = fc.constantFrom(
	...'Write a mail to Tom Adeyemi tom@lark.example about quote Q-1 for €1,200.00 due 3 December. Sort receipts invoice VAT 19% newsletter checklist schedule 8:00 to 9:00 (Ole) - * | " “ ” : ; , \n \n\n 任务 مرحبا <b>x</b> [x](y) `c` Ask whether she has Do not say “no” From: Subject: posts interview decline job ad for a cook We need: $5 -1.5 1.2.3'.split(
		' '
	)
);
const wordSalad = fc.array(words, { maxLength: 120 }).map((list) => list.join(' '));
const anyText = fc.oneof(
	wordSalad,
	fc.string({ unit: 'binary', maxLength: 400 }),
	fc.string({ unit: 'grapheme', maxLength: 400 })
);
const text = (maxLength: number) => anyText.map((value) => value.slice(0, maxLength) || 'x');

const brief = fc
	.record({
		role: anyRole,
		title: text(200),
		instructions: text(20_000),
		tone: text(200),
		name: text(60),
		about: anyText,
		memory: anyText
	})
	.map(({ role, title, instructions, tone, name, about, memory }) => ({
		...briefFor(role, { title, instructions }),
		agent: { name, role: name, description: about, tone },
		business: { name: name, about },
		memories: [memory]
	}));

test('any text gives a valid answer, the same one twice, and mails only to addresses in the task', async () => {
	await fc.assert(
		fc.asyncProperty(brief, async (each) => {
			const answer = await answerTo(Brief.parse(each));
			expect(ModelAnswer.parse(answer)).toEqual(answer);
			expect(await answerTo(each)).toEqual(answer);
			expect(JSON.stringify(answer)).not.toContain('\\u0000');
			expect(answer.deliverable.isWellFormed()).toBe(true);
			for (const address of recipientsOf(answer)) expect(each.task.instructions).toContain(address);
		}),
		{ numRuns: 300, seed: 20_261_123 }
	);
});

test('any feedback on any answer gives a valid answer, the same one twice', async () => {
	await fc.assert(
		fc.asyncProperty(brief, text(2_000), text(2_000), async (each, feedback, deliverable) => {
			const earlier = {
				...(await answerTo(each)),
				...(feedback.length % 2 ? { deliverable: deliverable.trim() || 'x' } : {})
			};
			const sentBack = { ...each, revision: { feedback, earlier } };
			const answer = await answerTo(sentBack);
			expect(ModelAnswer.parse(answer)).toEqual(answer);
			expect(await answerTo(sentBack)).toEqual(answer);
		}),
		{ numRuns: 200, seed: 20_261_124 }
	);
});

const long = (piece: string) => piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
const longTexts = [
	'a',
	'Aa ',
	'1',
	'1.',
	'1,1',
	'€1 ',
	'- a: b, c; d\n',
	'| a | €1 | b |\n',
	'a@b.example ',
	'abc@b.example ',
	'Tom Adeyemi ',
	'"',
	'“a',
	'(',
	': ',
	'Ask whether ',
	'apologise and ',
	'From: x\n',
	'> q\n',
	'12 ',
	'8:00 to 9:00 a (b)\n',
	'decided: ',
	'. ',
	'that he ',
	'任',
	' ',
	'\n',
	'-',
	'[',
	'not a but ',
	'instead of '
];

test.each(longTexts)('20,000 characters of %j do not make it crawl', async (piece) => {
	const [role] = roles;
	for (const each of [role, roles[4], roles[3]]) {
		if (!each) continue;
		// Its own effort, in microseconds: what else the machine does is not in it.
		const before = process.threadCpuUsage();
		const base = briefFor(each, { title: long(piece).slice(0, 200) || 'x', instructions: long(piece) });
		const earlier = await answerTo(base);
		const feedback = long(piece).slice(0, 5_000);
		ModelAnswer.parse(await answerTo({ ...base, revision: { feedback, earlier } }));
		expect(process.threadCpuUsage(before).user).toBeLessThan(4_000_000);
	}
});

/** What a stranger may type into a demo, piece by piece. */
const hostile = [
	'abc@b.example ',

	'İ',
	'€',
	'€1 ',
	'a@',
	'@',
	'\t',
	' \t',
	'| a | €1 |\n',
	'a,1/1/2020,5\n',
	'1 234 ',
	'(',
	'"',
	'> q\n',
	'____________\n',
	'and we ',
	'Tom, '
];

test.each(hostile)('twice as much of %j takes at most three times as long', async (piece) => {
	const effort = async (length: number) => {
		const instructions = `Hi,\n${piece.repeat(Math.ceil(length / piece.length))}`.slice(0, length);
		// The least of three: what the machine collects now and then is none of the text's doing.
		const times = [];
		for (const role of [roles[0], roles[4], roles[3]]) {
			if (!role) continue;
			const before = process.threadCpuUsage();
			await answerTo(briefFor(role, { title: 'x', instructions, material: instructions }));
			times.push(process.threadCpuUsage(before).user);
		}
		return Math.min(...times);
	};
	await effort(10_000);
	let [once, twice] = [await effort(10_000), await effort(20_000)];
	// What a busy machine adds is not there each time; what the text costs is.
	for (let more = 2; more > 0 && twice >= Math.max(3 * once, 20_000); more--) {
		once = Math.min(once, await effort(10_000));
		twice = Math.min(twice, await effort(20_000));
	}
	expect(twice).toBeLessThan(Math.max(3 * once, 20_000));
	expect(twice).toBeLessThan(400_000);
});

test('a task for each kind of draft at its full length stays within the limits', async () => {
	for (const role of roles) {
		for (const { title, instructions } of role.sampleTasks) {
			const answer = await answerTo(
				briefFor(role, { title, instructions: `${instructions}\n`.repeat(40).slice(0, 20_000) })
			);
			expect(ModelAnswer.parse(answer)).toEqual(answer);
			expect(answer.deliverable.length).toBeLessThan(200_000);
		}
	}
});
