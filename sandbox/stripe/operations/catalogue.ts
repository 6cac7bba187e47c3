import { z } from 'zod';
import { invalid, missing } from '../errors.ts';
import { boolean, listFields, listOf, metadata, number, operation } from '../operation.ts';
import { newPrice, newProduct } from '../seed.ts';
import { newId, type Price, type State } from '../state.ts';

/** Throws `resource_missing`. `param` is what named it. */
export function priceNamed(state: State, id: string, param: string): Price {
	const price = state.rows.price[id];
	if (!price) throw missing('price', id, param);
	return price;
}

/** The same, of what can still be bought. */
export function priceOnSale(state: State, id: string, param: string): Price {
	const price = priceNamed(state, id, param);
	if (!price.active)
		throw invalid('The price specified is inactive. This field only accepts active prices.', { param });
	return price;
}

const priceFields = {
	product: z.string(),
	currency: z.string().length(3),
	unit_amount: number().min(0),
	recurring: z.strictObject({ interval: z.literal('month') }),
	lookup_key: z.string().optional()
};

export const catalogueOperations = [
	operation(
		'products.create',
		'POST /products',
		{ name: z.string(), metadata: metadata().optional() },
		({ state, params }) => {
			const product = newProduct(newId('prod'), params.name, params.metadata ?? {});
			state.rows.product[product.id] = product;
			return product;
		}
	),
	operation('products.retrieve', 'GET /products/{id}', {}, ({ state, path: [id = ''] }) => {
		const product = state.rows.product[id];
		if (!product) throw missing('product', id, 'id');
		return product;
	}),
	operation('prices.create', 'POST /prices', priceFields, ({ state, params }) => {
		const { product, unit_amount, lookup_key = null, currency } = params;
		if (!state.rows.product[product]) throw missing('product', product, 'product');
		const price = newPrice(newId('price'), product, unit_amount, lookup_key, currency);
		state.rows.price[price.id] = price;
		return price;
	}),
	operation('prices.retrieve', 'GET /prices/{id}', {}, ({ state, path: [id = ''] }) =>
		priceNamed(state, id, 'price')
	),
	operation(
		'prices.update',
		'POST /prices/{id}',
		{ active: boolean().optional(), lookup_key: z.string().optional() },
		({ state, path: [id = ''], params }) => {
			const price = priceNamed(state, id, 'price');
			price.active = params.active ?? price.active;
			price.lookup_key = params.lookup_key ?? price.lookup_key;
			return price;
		}
	),
	operation(
		'prices.list',
		'GET /prices',
		{ ...listFields, lookup_keys: z.array(z.string()).max(10).optional(), active: boolean().optional() },
		({ state, params }) => {
			const { lookup_keys: keys, active } = params;
			const wanted = Object.values(state.rows.price).filter(
				(price) =>
					(!keys || keys.includes(price.lookup_key ?? '')) &&
					(active === undefined || price.active === active)
			);
			return listOf(wanted, params, '/v1/prices');
		}
	)
];
