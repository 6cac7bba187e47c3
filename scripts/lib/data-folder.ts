import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type DataFolder = {
	path: string;
	postgresPassword: string;
	appSecret: string;
	/** As `ENCRYPTION_KEYS` has them. */
	encryptionKeys: string;
};

type Secrets = Omit<DataFolder, 'path'>;

/** Makes the data folder when it is not there, with secrets that only its owner can read. */
export function openDataFolder(dataDir: string): DataFolder {
	const path = resolve(dataDir);
	try {
		if (!existsSync(path)) create(path);
		mkdirSync(join(path, 'logs'), { recursive: true });
		return { path, ...secrets(join(path, 'secrets.json')) };
	} catch (error) {
		if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
		throw new Error(
			`The data folder ${path} belongs to somebody else. Start as that user, or set AGENTFORCE_DATA_DIR to another folder.`,
			{ cause: error }
		);
	}
}

/** Root lets others through, not in: Postgres runs as another user and has its own folder inside. */
function create(path: string): void {
	mkdirSync(path, { recursive: true });
	chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
}

/** What is there stays as it is; a folder from before a secret was needed gets that one now. */
function secrets(file: string): Secrets {
	const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
	const all = { ...freshSecrets(), ...kept };
	if (Object.keys(all).length > Object.keys(kept).length) {
		// Written aside first: half a file would lock us out of our own database.
		writeFileSync(`${file}.new`, JSON.stringify(all, null, '\t'), { mode: 0o600 });
		renameSync(`${file}.new`, file);
	}
	if (statSync(file).mode & 0o077) chmodSync(file, 0o600);
	return all;
}

function freshSecrets(): Secrets {
	return {
		postgresPassword: randomBytes(24).toString('hex'),
		appSecret: randomBytes(32).toString('hex'),
		encryptionKeys: `first:${randomBytes(32).toString('base64')}`
	};
}
