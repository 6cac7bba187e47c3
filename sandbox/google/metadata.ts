import type { DeveloperMetadata, Spreadsheet } from './state.ts';
import { isRecord } from './operation.ts';

/** For the spreadsheet itself, and as much again for each of its tabs. */
const usualCharacters = 30_000;

/** Whether a lookup finds this; one that names nothing finds all. */
export function fits(metadata: DeveloperMetadata, lookup: unknown): boolean {
	if (!isRecord(lookup)) return false;
	const { metadataId, metadataKey, metadataValue, visibility } = lookup;
	const { locationType } = lookup;
	return (
		(metadataId === undefined || metadata.metadataId === metadataId) &&
		(metadataKey === undefined || metadata.metadataKey === metadataKey) &&
		(metadataValue === undefined || metadata.metadataValue === metadataValue) &&
		(visibility === undefined || metadata.visibility === visibility) &&
		(locationType === undefined || metadata.location['locationType'] === locationType)
	);
}

function placeOf({ location }: DeveloperMetadata): string {
	return location['spreadsheet'] === true ? 'spreadsheet' : String(location['sheetId']);
}

/** Null when there is room for one more; else how many characters there is room for in all. */
export function overLimit(
	{ metadata }: Spreadsheet,
	added: DeveloperMetadata,
	limit: number | null
): number | null {
	const room = limit ?? usualCharacters;
	const beside = [...metadata, added].filter((one) => placeOf(one) === placeOf(added));
	const used = beside.reduce((sum, one) => sum + one.metadataKey.length + one.metadataValue.length, 0);
	return used > room ? room : null;
}
