import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changedFiles } from './changes.ts';

/** A repository whose main branch has two commits. */
function repository() {
	const folder = mkdtempSync(join(tmpdir(), 'agentforce-changes-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const identity = ['-c', 'user.name=Dana', '-c', 'user.email=dana@northwind.example'];
	const git = (...args: string[]) => execFileSync('git', [...identity, ...args], { cwd: folder });
	const write = (...files: string[]) => {
		for (const file of files) writeFileSync(join(folder, file), `${Math.random()}`);
	};
	const commit = (...files: string[]) => {
		write(...files);
		git('add', '.');
		git('commit', '--quiet', '--message', 'One');
	};
	git('init', '--quiet', '--initial-branch', 'main');
	commit('old.ts', 'gone.ts');
	commit('last.ts');
	return { folder, git, write, commit };
}

test('on the main branch: what is not committed, or else the last commit', () => {
	const { folder, write } = repository();
	expect(changedFiles(folder)).toEqual({ since: 'the commit before the last', files: ['last.ts'] });
	write('old.ts', 'wörter.ts');
	expect(changedFiles(folder)).toEqual({ since: 'the last commit', files: ['old.ts', 'wörter.ts'] });
});

test('on another branch: all that it has and the main one had not, but nothing that is gone', () => {
	const { folder, git, write, commit } = repository();
	git('switch', '--quiet', '--create', 'mine');
	commit('committed.ts');
	git('rm', '--quiet', 'gone.ts');
	write('committed.ts', 'written.ts');
	expect(changedFiles(folder)).toEqual({ since: 'the main branch', files: ['committed.ts', 'written.ts'] });
});
