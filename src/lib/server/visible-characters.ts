/**
 * Characters that change how text reads without being seen: controls, bidirectional marks, zero-width and tag characters,
 * and variation selectors where no emoji or ideograph carries them. Joiners stay where a script or an emoji needs them.
 */
const unseen = new RegExp(
	[
		'[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u115F\\u1160]',
		'\\u034F|[\\u17B4-\\u17B5]|[\\u180B-\\u180F]',
		'[\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\u{E0000}-\\u{E00FF}]',
		'(?<![\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])[\\u200C\\u200D]',
		'(?<=[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}])[\\u200C\\u200D]',
		'(?<![\\p{Emoji}\\p{Script=Han}])[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]'
	].join('|'),
	'gu'
);

/** Writes hidden and bidirectional control characters out, `[U+202E]`, so that what is read is what is there. */
export function showUnseen(text: string): string {
	return text.replace(unseen, (character) => {
		const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
		return `[U+${code}]`;
	});
}
