import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The queue is graphile-worker's; what we read of its insides is in one place, where an upgrade is checked. */

const own = /^(src|worker|scripts|bench)\/.*\.(ts|svelte)$/;
const internals = /graphile_worker\s*\.\s*"?_private_|force_unlock_workers/;

function mentions(files: string[], text: (file: string) => string): string[] {
	return files
		.filter((file) => own.test(file) && !file.includes('.test.'))
		.filter((file) => internals.test(text(file)));
}

test('only the ledger mentions the queue’s internal tables', () => {
	const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
		encoding: 'utf8'
	});
	const found = mentions(files.trim().split('\n').filter(existsSync), (file) => readFileSync(file, 'utf8'));
	expect(found.filter((file) => !file.startsWith('src/lib/server/domain/ledger/'))).toEqual([]);
	expect(found.length).toBeGreaterThan(0);
});

test('a mention elsewhere is found', () => {
	const elsewhere = 'src/lib/server/domain/run/reconcile-runs.ts';
	expect(mentions([elsewhere], () => 'select 1 from graphile_worker._private_jobs j')).toEqual([elsewhere]);
});
