import { spawnSync } from 'node:child_process';

/** What is new here, and beside what. */
export type Changes = { since: string; files: string[] };

const mains = ['origin/HEAD', 'origin/main', 'main', 'master'];

/**
 * The files that differ from where this branch left the main one, committed or not. On the main branch itself those
 * that are not committed, and when all are, those of the last commit. Deleted ones are left out.
 */
export function changedFiles(root: string): Changes {
	const { diff, lines, branchPoint } = gitIn(root);
	const uncommitted = [...diff('HEAD'), ...lines(['ls-files', '--others', '--exclude-standard'])];
	const base = branchPoint();
	if (base) return { since: 'the main branch', files: unique([...diff(base), ...uncommitted]) };
	if (uncommitted.length > 0) return { since: 'the last commit', files: unique(uncommitted) };
	return { since: 'the commit before the last', files: diff('HEAD~1') };
}

function gitIn(cwd: string) {
	/** What git says, line by line; nothing when it refuses. */
	const lines = (args: string[]): string[] => {
		const options = { cwd, encoding: 'utf8' } as const;
		const { status, stdout } = spawnSync('git', ['-c', 'core.quotePath=off', ...args], options);
		return status === 0 ? stdout.split('\n').filter(Boolean) : [];
	};
	const diff = (since: string) => lines(['diff', '--name-only', '--diff-filter=d', since]);
	/** Null when there is no main branch, or this is it. */
	const branchPoint = () => {
		const [head] = lines(['rev-parse', 'HEAD']);
		const [base] = mains.flatMap((main) => lines(['merge-base', 'HEAD', main]));
		return base === undefined || base === head ? null : base;
	};
	return { lines, diff, branchPoint };
}

function unique(files: string[]): string[] {
	return [...new Set(files)];
}
