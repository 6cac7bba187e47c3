import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type {
	MigrationDirectory,
	MigrationList,
	SchemaEngine
} from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Everything in the database is ours to compare: no table is managed elsewhere. */
export const everything = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

/**
 * Gives `work` the same schema engine that `prisma migrate` runs natively, as the WebAssembly that npm
 * carries: the native one is fetched from a host of its own, which a fresh machine may not reach.
 */
export async function withEngine<Result>(
	connectionString: string,
	schema: string,
	work: (engine: SchemaEngine) => Promise<Result>
): Promise<Result> {
	loaded ??= load();
	await loaded;
	const pools: Closable[] = [];
	const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts({ connectionString }, pools));
	const engine = await bindings.SchemaEngine.new(
		{ datamodels: [['schema.prisma', schema]] },
		() => {},
		adapter
	);
	try {
		return await work(engine);
	} finally {
		engine.free();
		// The engine's own lock is on one of these connections: left open, it would hold up the next one.
		await Promise.all(pools.map((pool) => pool.end()));
	}
}

type Closable = { end(): Promise<void> };

/**
 * PrismaPg cuts a script at every semicolon, also inside a function's body. Sent in one piece, Postgres
 * parses it itself and runs it as one transaction, so that a failing migration leaves nothing behind.
 */
class WholeScripts extends PrismaPg {
	readonly #pools: Closable[];

	constructor(config: { connectionString: string }, pools: Closable[]) {
		super(config);
		this.#pools = pools;
	}

	override async connect() {
		const connection = await super.connect();
		const pool = connection.underlyingDriver();
		this.#pools.push(pool);
		connection.executeScript = async (script) => void (await pool.query(script));
		return connection;
	}
}

/** Reads a folder of migrations in the layout that `prisma migrate deploy` expects. */
export async function readMigrations(folder: string): Promise<MigrationList> {
	const names = (await readdir(folder, { withFileTypes: true }))
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort();
	return {
		baseDir: folder,
		lockfile: {
			path: 'migration_lock.toml',
			content: await readFile(`${folder}/migration_lock.toml`, 'utf8')
		},
		shadowDbInitScript: '',
		migrationDirectories: await Promise.all(names.map((name) => readMigration(folder, name)))
	};
}

async function readMigration(folder: string, name: string): Promise<MigrationDirectory> {
	const value = await readFile(`${folder}/${name}/migration.sql`, 'utf8');
	return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
}

async function load(): Promise<void> {
	const file = new URL(
		'schema_engine_bg.wasm',
		import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
	);
	const module = await WebAssembly.compile(await readFile(fileURLToPath(file)));
	const glue = bindings as unknown as WebAssembly.ModuleImports;
	const imports = Object.fromEntries(
		WebAssembly.Module.imports(module).map((wanted) => [wanted.module, glue])
	);
	const { exports } = await WebAssembly.instantiate(module, imports);
	(bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void }).__wbg_set_wasm(exports);
	(exports.__wbindgen_start as () => void)();
}
