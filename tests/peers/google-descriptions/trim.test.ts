import { expect, test } from 'vitest';
import { descriptions } from '../google-validator-api.ts';
import { trim } from './trim.ts';

test('the descriptions hold facts and no sentences', () => {
	const source = {
		id: 'things:v1',
		revision: '1',
		servicePath: 'of/',
		parameters: {
			alt: { type: 'string', enum: ['json'], location: 'query' as const, description: 'A sentence.' }
		},
		schemas: {
			Thing: { properties: { tags: { items: { $ref: 'Tag' } }, size: { type: 'integer', format: 'int32' } } },
			Tag: { properties: { by: { additionalProperties: { type: 'string' } } } },
			Unused: { properties: {} }
		},
		resources: {
			things: {
				methods: {
					get: {
						id: 'things.get',
						httpMethod: 'GET',
						path: 'v1/{id}',
						parameters: { id: { type: 'string', location: 'path' as const, required: true } },
						response: { $ref: 'Thing' },
						description: 'A sentence.'
					},
					drop: { id: 'things.drop', httpMethod: 'DELETE', path: 'v1/{id}' }
				}
			}
		}
	};
	expect(trim(source, /get/)).toEqual({
		name: 'things:v1',
		revision: '1',
		parameters: { alt: { in: 'query', type: 'string(json)' } },
		methods: {
			'things.get': {
				httpMethod: 'GET',
				path: 'of/v1/{id}',
				parameters: { id: { in: 'path', type: 'string', required: true } },
				response: 'Thing',
				scopes: []
			}
		},
		schemas: { Thing: { tags: ['#Tag'], size: 'integer/int32' }, Tag: { by: { '*': 'string' } } }
	});
	expect(descriptions.map(({ name }) => name)).toEqual(['gmail:v1', 'sheets:v4', 'calendar:v3']);
});
