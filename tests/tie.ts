import { spawn } from 'node:child_process';

/**
 * Runs a program that ends when our standard input closes, so that it never outlives whoever holds the
 * other end, not even after kill -9. Used as `node tests/tie.ts PROGRAM ARGUMENTS…`.
 */
const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the end of the input decides.
process.stdin.resume().once('end', () => {
	child.kill('SIGTERM');
	setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
});
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
