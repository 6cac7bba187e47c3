import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The writer without a model stays small: what it would take more rules to say, it quotes or asks. */
const folder = 'src/lib/server/integrations/offline';
const files = globSync(`${folder}/**/*.ts`, { exclude: (name) => /\.test\.ts$|testing\.ts$/.test(name) });
const sources = files.map((path) => readFileSync(path, 'utf8'));

/** Lines with code on them. */
const codeLines = (source: string) =>
	source.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:\/\/|\/\*|\*)/.test(line)).length;

function expressions(source: string): number {
	let found = 0;
	const walk = (node: ts.Node): void => {
		const made = ts.isNewExpression(node) && node.expression.getText(tree) === 'RegExp';
		if (made || ts.isRegularExpressionLiteral(node)) found += 1;
		ts.forEachChild(node, walk);
	};
	const tree = ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true);
	walk(tree);
	return found;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

test('it has few lines, no long file and few regular expressions', () => {
	expect(files.length).toBeGreaterThan(20);
	expect(sum(sources.map(codeLines))).toBeLessThanOrEqual(2_230);
	expect(Math.max(...sources.map((source) => source.split('\n').length))).toBeLessThanOrEqual(140);
	expect(sum(sources.map(expressions))).toBeLessThanOrEqual(120);
});
