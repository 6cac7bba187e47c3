import type { Model } from '#server/ports.ts';
export function createOfflineWriter(): Model {
	throw new Error('being written');
}
