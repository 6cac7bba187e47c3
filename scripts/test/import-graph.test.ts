import { expect, test } from 'vitest';
import { root } from '../lib/build.ts';
import { importsOf, readImporters } from './import-graph.ts';

test('imports are found by path, by alias, as a type, at run time and in components; packages are not ours', () => {
	const code = `import { a } from './a.ts'; import type { B } from '#server/b.ts'; export * from '../c.ts';
		import { x } from 'vitest'; const d = await import('#lib/d.ts');`;
	const found = ['src/lib/a.ts', 'src/lib/server/b.ts', 'src/c.ts', 'src/lib/d.ts'];
	expect(importsOf('src/lib/e.ts', code)).toEqual(found);
	const component = `<script module lang="ts">import './a.ts';</script>\n<script lang="ts">import B from './b.svelte';</script><p>import './c.ts'</p>`;
	expect(importsOf('src/x.svelte', component)).toEqual(['src/a.ts', 'src/b.svelte']);
});

test('this very test imports what it tests', () => {
	const importers = readImporters(root);
	expect(importers.get('scripts/test/import-graph.ts')).toContain('scripts/test/import-graph.test.ts');
});
