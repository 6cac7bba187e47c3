import { spawnSync } from 'node:child_process';

const { status } = spawnSync('prettier', ['--write', '.'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
