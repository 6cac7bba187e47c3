import { loadConfig } from '../../src/lib/server/config.ts';
import type { Config, LauncherConfig } from '../../src/lib/server/config.ts';
import { openDataFolder } from './data-folder.ts';

/** What the product seals with: from the environment, else those in the data folder, read as the environment is. */
export function readEncryptionKeys(
	config: Pick<LauncherConfig, 'encryptionKeys' | 'dataDir'>
): Config['encryptionKeys'] {
	if (config.encryptionKeys !== null) return config.encryptionKeys;
	const { encryptionKeys, appSecret } = openDataFolder(config.dataDir);
	return loadConfig({
		DATABASE_URL: 'postgresql://localhost',
		APP_SECRET: appSecret,
		ENCRYPTION_KEYS: encryptionKeys
	}).encryptionKeys;
}
