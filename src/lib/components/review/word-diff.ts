import { diffLines, diffWordsWithSpace } from 'diff';

export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string };

/** Beyond this many characters words are too many to compare while somebody types; lines do. */
const wordsUpTo = 20_000;
const patienceMilliseconds = 60;

/** What became of a text, word by word; very long or very different ones as one removal and one addition. */
export function wordDiff(before: string, after: string): DiffPart[] {
	if (before === after) return before ? [{ kind: 'same', text: before }] : [];
	const options = { timeout: patienceMilliseconds };
	const long = before.length + after.length > wordsUpTo;
	const changes = long ? diffLines(before, after, options) : diffWordsWithSpace(before, after, options);
	return joined(
		(changes ?? whole(before, after)).map(({ added, removed, value }) => ({
			kind: added ? 'added' : removed ? 'removed' : 'same',
			text: value
		}))
	);
}

function whole(before: string, after: string) {
	return [
		{ value: before, added: false, removed: true },
		{ value: after, added: true, removed: false }
	].filter(({ value }) => value !== '');
}

/** Words that were changed one after the other read as one change, not as a stutter of crossings-out. */
function joined(parts: DiffPart[]): DiffPart[] {
	const out: DiffPart[] = [];
	let removed = '';
	let added = '';
	const flush = () => {
		if (removed) out.push({ kind: 'removed', text: removed });
		if (added) out.push({ kind: 'added', text: added });
		removed = '';
		added = '';
	};
	for (const [n, part] of parts.entries()) {
		const next = parts[n + 1];
		const bridge = part.kind === 'same' && /^ +$/.test(part.text) && (removed || added) && next;
		if (bridge && next.kind !== 'same') {
			removed += part.text;
			added += part.text;
		} else if (part.kind === 'removed') removed += part.text;
		else if (part.kind === 'added') added += part.text;
		else {
			flush();
			out.push(part);
		}
	}
	flush();
	return out;
}
