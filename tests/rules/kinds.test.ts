import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { targetKindNames } from '#lib/target-kinds.ts';
import { actionSchema, kinds } from '#server/domain/action/registry.ts';
import { answerFormat } from '#server/integrations/openai/answer-format.ts';

type Rule = { name: string; pattern: RegExp; rooms: string[] };

const either = (words: Iterable<string>) => [...words].join('|').replaceAll('.', '\\.');
const targets = either(targetKindNames);

/** What is special about one of several stands in its room, and nobody else asks which one it is. */
const rules: Rule[] = [
	{
		name: 'a kind of action by name',
		pattern: new RegExp(`['"\`](?:${either(kinds.keys())})['"\`]`),
		rooms: ['src/lib/server/domain/action/kinds/']
	},
	{
		name: 'a branch on a kind of target',
		pattern: new RegExp(`(?:===|!==|case|startsWith\\()\\s*['"\`](?:${targets})[:'"\`]`),
		rooms: [
			'src/lib/target-kinds.ts',
			'src/lib/server/domain/address-book/',
			'src/lib/server/domain/action/kinds/'
		]
	},
	{
		name: 'an error class of one vendor',
		pattern: /\b(?:Google|Webhook|Model|Mail|Stripe)Error\b(?!Code)/,
		rooms: ['src/lib/server/integrations/']
	}
];

function breaks({ pattern, rooms }: Rule, files: [string, string][]): string[] {
	return files.flatMap(([file, text]) =>
		rooms.some((room) => file.startsWith(room))
			? []
			: text
					.split('\n')
					.filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line) && pattern.test(line))
					.map((line) => `${file}: ${line.trim()}`)
	);
}

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'worker'], {
	encoding: 'utf8'
})
	.split('\n')
	.filter((file) => /\.(?:ts|svelte)$/.test(file) && !/\.test\.ts$|\/testing\.ts$|\/generated\//.test(file))
	.map((file): [string, string] => [file, readFileSync(file, 'utf8')]);

test.each(rules)('nobody outside its room names $name', (rule) => {
	expect(breaks(rule, sources)).toEqual([]);
});

test.each([
	["if (kind === 'gmail.draftEmail') return;", 0],
	["const isWebhook = target.startsWith('webhook:');", 1],
	["if (kind !== 'email') return;", 1],
	['if (error instanceof GoogleError) throw error;', 2]
] as const)('planted in another room, %s is found', (line, nth) => {
	const rule = rules[nth];
	expect(rule && breaks(rule, [['src/lib/server/domain/run/planted.ts', line]])).toHaveLength(1);
});

// Strict output knows no field that may be left out; a kind that had one would fail every call of an agent that may do it.
test.each([...kinds.keys()])('%s can be asked of a model in strict output', (kind) => {
	expect(answerFormat(actionSchema([kind])).json_schema.strict).toBe(true);
});
