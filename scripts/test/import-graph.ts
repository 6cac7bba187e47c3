import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** File -> the files that import it, all relative to the root. */
export type Importers = Map<string, Set<string>>;

const sources = '{src,worker,sandbox,scripts,prisma,tests,bench}/**/*.{ts,mjs,svelte}';
const aliases = { '#server/': 'src/lib/server/', '#lib/': 'src/lib/' };

/** Reads every import of ours; a package's own files do not concern us. */
export function readImporters(root: string): Importers {
	const importers: Importers = new Map();
	for (const file of globSync(sources, { cwd: root })) {
		for (const imported of importsOf(file, readFileSync(join(root, file), 'utf8'))) {
			if (!existsSync(join(root, imported))) continue;
			importers.set(imported, (importers.get(imported) ?? new Set()).add(file));
		}
	}
	return importers;
}

/** Our imports are written with their ending, so a path is all there is to find out. */
export function importsOf(file: string, text: string): string[] {
	const code = file.endsWith('.svelte') ? scriptsOf(text) : text;
	return ts.preProcessFile(code, true, true).importedFiles.flatMap(({ fileName }) => {
		if (fileName.startsWith('.')) return [join(dirname(file), fileName)];
		const alias = Object.entries(aliases).find(([name]) => fileName.startsWith(name));
		return alias ? [fileName.replace(alias[0], alias[1])] : [];
	});
}

function scriptsOf(component: string): string {
	const scripts = component.split('<script').slice(1);
	return scripts.map((script) => script.slice(script.indexOf('>') + 1).split('</script>')[0]).join('\n');
}
