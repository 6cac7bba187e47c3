import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVault, VaultError } from './vault.ts';
import type { Place } from './vault.ts';

const old = { id: 'first', key: randomBytes(32) };
const fresh = { id: '2026-11', key: randomBytes(32) };
const place: Place = { workspaceId: 'w1', table: 'integrations', rowId: 'r1', column: 'refresh_token' };
const places = fc.record({
	workspaceId: fc.string(),
	table: fc.string(),
	rowId: fc.string(),
	column: fc.string()
});
const texts = fc.string({ unit: 'binary', maxLength: 300 });
const vault = createVault([fresh, old]);

/** What a refusal says, or null when nothing was refused. */
function refusal(open: () => unknown): string | null {
	try {
		open();
		return null;
	} catch (error) {
		if (!(error instanceof VaultError)) throw error;
		return error.message;
	}
}

test('whatever is sealed opens where it was sealed for', () => {
	fc.assert(
		fc.property(texts, places, (text, where) => {
			const sealed = vault.seal(text, where);
			expect(vault.open(sealed, where)).toBe(text.toWellFormed());
			expect(vault.seal(text, where)).not.toBe(sealed);
		})
	);
});

test('it opens nowhere else: not in another row, column, table or workspace', () => {
	fc.assert(
		fc.property(texts, places, places, (text, where, elsewhere) => {
			fc.pre(JSON.stringify(Object.values(where)) !== JSON.stringify(Object.values(elsewhere)));
			expect(refusal(() => vault.open(vault.seal(text, where), elsewhere))).toMatch(
				/not sealed for this place/
			);
		})
	);
});

test.each(['workspaceId', 'table', 'rowId', 'column'] as const)(
	'a swap between two values of %s is refused',
	(part) => {
		const sealed = vault.seal('1//token', place);
		expect(refusal(() => vault.open(sealed, { ...place, [part]: 'another' }))).toMatch(
			/not sealed for this place/
		);
		// Moving a letter from one part to the next makes another place too.
		expect(
			refusal(() => vault.open(sealed, { ...place, table: 'integrationsr', rowId: '1' }))
		).not.toBeNull();
	}
);

test('one changed bit anywhere is refused', () => {
	fc.assert(
		fc.property(texts, fc.nat(), fc.nat(7), (text, at, bit) => {
			const sealed = vault.seal(text, place);
			const bytes = Buffer.from(sealed, 'latin1');
			bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit);
			expect(refusal(() => vault.open(bytes.toString('latin1'), place))).not.toBeNull();
		}),
		{ numRuns: 500 }
	);
});

test('an old key still reads, and says that it is old; a new one seals', () => {
	const sealedThen = createVault([old]).seal('1//token', place);
	expect(vault.open(sealedThen, place)).toBe('1//token');
	expect([vault.keyId(sealedThen), vault.isCurrent(sealedThen)]).toEqual(['first', false]);
	const sealedAgain = vault.seal(vault.open(sealedThen, place), place);
	expect([vault.keyId(sealedAgain), vault.isCurrent(sealedAgain)]).toEqual(['2026-11', true]);
	expect(createVault([fresh]).open(sealedAgain, place)).toBe('1//token');
});

test('a key that is gone is named; a key that only bears the name does not open', () => {
	const sealed = createVault([old]).seal('1//token', place);
	expect(refusal(() => createVault([fresh]).open(sealed, place))).toBe(
		'The encryption key "first" is not among ours.'
	);
	const impostor = createVault([{ id: 'first', key: fresh.key }]);
	expect(refusal(() => impostor.open(sealed, place))).toMatch(/not sealed for this place/);
	const relabelled = sealed.replace('v1.first.', 'v1.second.');
	const sameKey = createVault([{ id: 'second', key: old.key }]);
	expect(refusal(() => sameKey.open(relabelled, place))).toMatch(/not sealed for this place/);
});

test('a text that was never sealed is refused, and no refusal repeats it', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				texts,
				fc.string().map((text) => `v1.first.${text}`)
			),
			(text) => {
				const said = refusal(() => vault.open(text, place));
				expect(said).not.toBeNull();
				if (text.length > 40) expect(said).not.toContain(text);
			}
		)
	);
	expect(refusal(() => vault.isCurrent('plain'))).toBe('This is not a sealed text.');
	expect(refusal(() => createVault([]))).toBe('There is no encryption key.');
});
