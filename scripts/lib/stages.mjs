// Plain JavaScript without packages: it is also used before anything is installed.

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const isTerminal = process.stdout.isTTY === true;

/**
 * Runs one stage of a start and says so in one line: a mark, its name and how long it took.
 * In a terminal the line moves while the stage runs; elsewhere it is written once, at the end.
 *
 * @template Result
 * @param {string} name
 * @param {() => Result | Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function stage(name, work) {
	const startedAt = performance.now();
	const stop = isTerminal ? spin(name, startedAt) : () => {};
	try {
		const result = await work();
		stop();
		console.log(line('✓', name, startedAt));
		return result;
	} catch (error) {
		stop();
		console.log(line('✗', name, startedAt));
		throw error;
	}
}

/**
 * @param {string} name
 * @param {number} startedAt
 */
function spin(name, startedAt) {
	let frame = 0;
	const draw = () =>
		process.stdout.write(`\r${line(frames[frame++ % frames.length] ?? '', name, startedAt)}\u001b[K`);
	draw();
	const timer = setInterval(draw, 100);
	return () => {
		clearInterval(timer);
		process.stdout.write('\r\u001b[K');
	};
}

/**
 * @param {string} mark
 * @param {string} name
 * @param {number} startedAt
 */
function line(mark, name, startedAt) {
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	return `  ${mark} ${name.padEnd(18)} ${seconds.padStart(5)} s`;
}
