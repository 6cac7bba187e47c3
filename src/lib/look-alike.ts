import { showUnseen } from './visible-characters.ts';

/** Letters of other scripts that are drawn like these, from Unicode's confusables: those that fonts do not tell apart. */
const drawnAlike: Record<string, string> = {
	a: 'аɑα',
	b: 'Ьвβ',
	c: 'сϲ',
	d: 'ԁ',
	e: 'еεё',
	f: 'ғ',
	g: 'ɡ',
	h: 'һнη',
	i: 'іιıї',
	j: 'јϳ',
	k: 'кκ',
	l: 'iіıїӏ1|ⅼ',
	m: 'мμ',
	n: 'пν',
	o: 'оοσ0օ',
	p: 'рρ',
	q: 'ԛ',
	r: 'г',
	s: 'ѕꜱ',
	t: 'тτ',
	u: 'υս',
	v: 'ѵ',
	w: 'ԝω',
	x: 'хχ',
	y: 'уүγ',
	z: 'ᴢζ'
};
const plain = new Map(
	Object.entries(drawnAlike).flatMap(([letter, others]) =>
		Array.from(others, (other) => [other, letter] as const)
	)
);

/** What a label looks like at a glance: two labels with the same one could be taken for each other. */
export function lookOf(label: string): string {
	const seen = showUnseen(label).replace(/\[U\+[0-9A-F]+\]/g, '');
	const letters = seen
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[\p{M}\p{P}\p{Z}\p{S}\p{C}]/gu, '');
	const look = Array.from(letters, (letter) => plain.get(letter) ?? letter).join('');
	return look.replaceAll('rn', 'm').replaceAll('vv', 'w') || seen.trim();
}
