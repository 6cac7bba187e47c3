import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a sealed text is kept. It opens nowhere else. */
export type Place = { workspaceId: string; table: string; rowId: string; column: string };

export type Vault = {
	/** Sealed with the first key; never the same twice. */
	seal(text: string, place: Place): string;
	/** Throws VaultError when it was sealed for another place, was changed, or its key is not there. */
	open(sealed: string, place: Place): string;
	/** The name of the key that it was sealed with. Throws VaultError. */
	keyId(sealed: string): string;
	/** False: it still opens, but a newer key is there and it should be sealed again. */
	isCurrent(sealed: string): boolean;
};

/** A sealed text does not open. Says why, and nothing of what is inside. */
export class VaultError extends Error {
	override readonly name = 'VaultError';
}

type Sealed = { keyId: string; nonce: Buffer; content: Buffer; tag: Buffer };

const algorithm = 'aes-256-gcm';
const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM. The first key seals, every one opens. */
export function createVault(keys: { id: string; key: Buffer }[]): Vault {
	const byId = new Map(keys.map(({ id, key }) => [id, key]));
	const [first] = keys;
	if (!first) throw new VaultError('There is no encryption key.');
	const current = first;

	function seal(text: string, place: Place): string {
		const nonce = randomBytes(nonceBytes);
		const cipher = createCipheriv(algorithm, current.key, nonce, { authTagLength: tagBytes });
		cipher.setAAD(binding(place, current.id));
		const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
		return [version, current.id, nonce.toString('base64url'), content.toString('base64url')].join('.');
	}

	function open(sealed: string, place: Place): string {
		const { keyId, nonce, content, tag } = take(sealed);
		const key = byId.get(keyId);
		if (!key) throw new VaultError(`The encryption key "${keyId}" is not among ours.`);
		const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
		decipher.setAAD(binding(place, keyId));
		decipher.setAuthTag(tag);
		try {
			return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8');
		} catch {
			throw new VaultError('This was not sealed for this place, or it was changed.');
		}
	}

	return {
		seal,
		open,
		keyId: (sealed) => take(sealed).keyId,
		isCurrent: (sealed) => take(sealed).keyId === current.id
	};
}

/** Authenticated, though not stored: what was moved to another row, or relabelled, no longer fits. */
function binding({ workspaceId, table, rowId, column }: Place, keyId: string): Buffer {
	return Buffer.from(JSON.stringify([version, keyId, workspaceId, table, rowId, column]));
}

function take(sealed: string): Sealed {
	const [, keyId, nonce, rest] = /^v1\.([\w-]{1,32})\.([\w-]{16})\.([\w-]{22,})$/.exec(sealed) ?? [];
	if (!keyId || !nonce || !rest) throw new VaultError('This is not a sealed text.');
	const bytes = Buffer.from(rest, 'base64url');
	// Several spellings of one text would let it be changed without anybody noticing.
	if (bytes.toString('base64url') !== rest) throw new VaultError('This is not a sealed text.');
	const content = bytes.subarray(0, -tagBytes);
	return { keyId, nonce: Buffer.from(nonce, 'base64url'), content, tag: bytes.subarray(-tagBytes) };
}
