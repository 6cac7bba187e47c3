import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Avatar } from '../schemas/agent.ts';

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');

function block(start: string): Map<string, string> {
	const from = css.indexOf(start);
	if (from < 0) throw new Error(`app.css has no ${start}`);
	const text = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from));
	return new Map(
		[...text.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? '', found[2] ?? ''])
	);
}

const light = block(':root {');
const darkBySystem = block(":root:not([data-theme='light'])");
const darkByPerson = block(":root[data-theme='dark']");
const themes = { light, dark: new Map([...light, ...darkByPerson]) };

function luminance(hex: string): number {
	const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
	const [r = 0, g = 0, b = 0] = channels.map((c) =>
		c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
	);
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
	const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (high + 0.05) / (low + 0.05);
}

const onEverything = ['ink', 'ink-2', 'ink-3', 'waiting', 'running', 'done', 'failed', 'accent'];
const text: [string, string][] = [
	...onEverything.flatMap((ink) =>
		['paper', 'surface', 'sunken', 'selected'].map((under): [string, string] => [ink, under])
	),
	...['waiting', 'running', 'done', 'failed'].map((state): [string, string] => [state, `${state}-soft`]),
	['accent-ink', 'accent'],
	['accent-ink', 'accent-strong'],
	['failed-ink', 'failed'],
	['failed-ink', 'failed-strong'],
	['accent', 'accent-soft'],
	['ink', 'accent-soft'],
	['ink', 'waiting-soft'],
	['ink-2', 'waiting-soft'],
	['ink', 'failed-soft'],
	['ink-2', 'failed-soft'],
	['ink', 'running-soft'],
	['ink', 'added'],
	['ink', 'removed'],
	['ink-2', 'removed'],
	['paper', 'ink'],
	...Avatar.options.map((face): [string, string] => ['face-text', `face-${face}`])
];
/** Edges of fields and the ring of focus need 3:1 (WCAG 1.4.11). */
const edges: [string, string][] = ['paper', 'surface', 'sunken'].flatMap((under): [string, string][] => [
	['line-control', under],
	['accent', under]
]);

describe.each(Object.entries(themes))('%s', (_name, tokens) => {
	test.each(text)('%s on %s reads at 4.5:1', (ink, under) => {
		expect(contrast(tokens.get(ink) ?? '', tokens.get(under) ?? '')).toBeGreaterThanOrEqual(4.5);
	});
	test.each(edges)('%s shows on %s at 3:1', (edge, under) => {
		expect(contrast(tokens.get(edge) ?? '', tokens.get(under) ?? '')).toBeGreaterThanOrEqual(3);
	});
});

test('the dark of the system and the dark of the person are the same', () => {
	expect([...darkBySystem]).toEqual([...darkByPerson]);
});
