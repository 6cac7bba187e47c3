import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Functions and files that are read at a glance: the middle one, the longest but a tenth, and no house of crumbs. */

const isOurs = (file: string) => !/\.test\.ts$|\.d\.ts$|\/generated\//.test(file);
const files = globSync('{src,worker,sandbox,scripts}/**/*.{ts,mjs,svelte}').filter(isOurs);
const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8').trimEnd()]));

/** The lines of every named function of a file, at its top or inside another. */
function functionLengths(text: string): number[] {
	const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
	const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
	const lengths: number[] = [];
	const visit = (node: ts.Node): void => {
		if (isNamedFunction(node)) lengths.push(lineOf(node.end) - lineOf(node.getStart()) + 1);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return lengths;
}

function isNamedFunction(node: ts.Node): boolean {
	if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.body !== undefined;
	const isArrow = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
	return isArrow && ts.isVariableDeclaration(node.parent);
}

function quantile(values: number[], share: number): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}

test('named functions are counted with their lines, callbacks are not', () => {
	const text = `function a() {\n\treturn [1].map((one) => {\n\t\treturn one;\n\t});\n}\nconst b = () => 1;`;
	expect(functionLengths(text)).toEqual([5, 1]);
});

test('the middle function has at most ten lines', () => {
	const code = [...texts].filter(([file]) => file.endsWith('.ts'));
	const lengths = code.flatMap(([, text]) => functionLengths(text));
	expect(lengths.length).toBeGreaterThan(1_000);
	expect(quantile(lengths, 0.5)).toBeLessThanOrEqual(10);
});

test('nine files of ten have at most 130 lines', () => {
	const lengths = [...texts.values()].map((text) => text.split('\n').length);
	expect(quantile(lengths, 0.9)).toBeLessThanOrEqual(130);
});

test('at most a quarter of the files has fewer than thirty lines', () => {
	const lengths = [...texts.values()].map((text) => text.split('\n').length);
	const small = lengths.filter((lines) => lines < 30);
	expect(small.length / lengths.length).toBeLessThanOrEqual(0.25);
});
