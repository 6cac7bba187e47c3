/**
 * Characters that change how text reads without being seen: controls, bidirectional marks, zero-width and tag characters,
 * and variation selectors where no emoji or ideograph carries them. Joiners stay where a script or an emoji needs them.
 */
const unseen = new RegExp(
	[
		'[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u115F\\u1160]',
		'\\u034F|[\\u17B4-\\u17B5]|[\\u180B-\\u180F]|\\u2800',
		'[\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\u{E0000}-\\u{E00FF}]',
		'(?<![\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])[\\u200C\\u200D]',
		'(?<=[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}])[\\u200C\\u200D]',
		// Emoji are given their look by two of them, ideographs by others; one after another they are bytes.
		'(?<!\\p{Emoji})[\\uFE0E\\uFE0F]',
		'(?<!\\p{Script=Han})[\\uFE00-\\uFE0D\\u{E0100}-\\u{E01EF}]'
	].join('|'),
	'gu'
);

/** Writes hidden and bidirectional control characters out, `[U+202E]`, so that what is read is what is there. */
export function showUnseen(text: string): string {
	return text.replace(unseen, (character) => `[${codeOf(character)}]`);
}

/** Text as it is read, or (`count` of) one hidden character with its code and what it does. */
export type VisiblePart = { text: string } | { code: string; does: string; count: number };

/** The same, for pages that mark each hidden character; a run of one and the same is one part. */
export function splitUnseen(text: string): VisiblePart[] {
	const parts: VisiblePart[] = [];
	let from = 0;
	for (const { 0: character, index } of text.matchAll(unseen)) {
		if (index > from) parts.push({ text: text.slice(from, index) });
		from = index + character.length;
		const code = codeOf(character);
		const before = parts.at(-1);
		if (before && 'code' in before && before.code === code) before.count += 1;
		else parts.push({ code, does: doesOf(character), count: 1 });
	}
	if (from < text.length) parts.push({ text: text.slice(from) });
	return parts;
}

function codeOf(character: string): string {
	return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function doesOf(character: string): string {
	if (/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(character))
		return 'changes the direction of the text';
	if (/[\u{E0000}-\u{E00FF}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u.test(character))
		return 'can carry hidden words';
	if (/[\u0000-\u001F\u007F-\u009F]/u.test(character)) return 'is a control character';
	return 'takes no room';
}
