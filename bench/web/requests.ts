import type { Ground } from '../lib/ground.ts';
import { compared, millis, perSecond, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { startHello } from './hello.ts';
import { connections, load } from './load.ts';
import { startProduct, type Product } from './product.ts';

/**
 * Requests a second of the dashboard as a signed-in person gets it, beside the same of an earlier commit and beside a
 * page that only says hello.
 */
export async function requests(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const durationSeconds = quick ? 1 : 4;
	const [product, earlier] = [await startProduct(ground), await startProduct(ground, ground.base)];
	const hello = await startHello();
	const dashboard = (of: Product) => () => load(`${of.origin}/dashboard`, durationSeconds, of);
	const page = () => load(`${hello.origin}/`, durationSeconds);
	for (const warm of [dashboard(product), dashboard(earlier), page]) await warm();
	const before = await takeTurns(rounds, dashboard(product), dashboard(earlier));
	const { rate, mean } = await takeTurns(rounds, dashboard(product), page);
	await Promise.all([product.stop(), earlier.stop(), hello.stop()]);
	if (!before.rate || !rate || !mean) return [];
	return [
		compared('signed-in dashboard / the same earlier', before.rate, perSecond, { is: 'at least', value: 3 }),
		compared('signed-in dashboard / SvelteKit hello page', rate, perSecond),
		compared(`the same: mean answer, ${connections} connections`, mean, millis)
	];
}
