import { Draft } from './draft.ts';

/** What earlier steps brought, as a person would write it down: tables with bars, rows and forms line by line. */
export function asMaterial(brought: unknown): string {
	if (typeof brought !== 'object' || brought === null) return inLine(brought);
	if (Array.isArray(brought)) return tableOf(brought as unknown[]);
	const draft = Draft.safeParse(brought);
	if (draft.success) return draft.data.answer.deliverable;
	const { rows } = brought as { rows?: unknown };
	if (Array.isArray(rows)) return tableOf(rows as unknown[]);
	return Object.entries(brought)
		.filter(([, value]) => !isDecision(value))
		.map(([name, value]) => (isPlain(value) ? `${name}: ${inLine(value)}` : asMaterial(value)))
		.join('\n');
}

/** A condition's or a loop's own result says nothing to whoever writes. */
function isDecision(value: unknown): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		('holds' in value || 'left' in value) &&
		!('rows' in value && Array.isArray(value.rows))
	);
}

function isPlain(value: unknown): boolean {
	return typeof value !== 'object' || value === null;
}

function tableOf(rows: unknown[]): string {
	const records = rows.map((row) => (isPlain(row) ? { line: row } : (row as Record<string, unknown>)));
	const names = [...new Set(records.flatMap((row) => Object.keys(row)))];
	if (names.length === 1) return records.map((row) => inLine(row[names[0] ?? ''])).join('\n');
	const lines = records.map(
		(row) => `| ${names.map((name) => inLine(row[name]).replaceAll('|', '/')).join(' | ')} |`
	);
	return [`| ${names.join(' | ')} |`, ...lines].join('\n');
}

function inLine(value: unknown): string {
	if (value === undefined || value === null) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
	return text.replace(/\s*\n\s*/g, ' ');
}
