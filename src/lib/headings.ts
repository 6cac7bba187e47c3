/**
 * A heading or a tab's name as people read it: letters composed or not, any spaces and line breaks, capitals of any
 * language, the Turkish ones too. For comparing only.
 */
export function asRead(name: string): string {
	return name.normalize('NFC').replace(/\s+/g, ' ').trim().toUpperCase().replaceAll('İ', 'I');
}

/**
 * The place of a name among others: written just so, else read as the same. More than one when it is there twice, and
 * then `Amount (2)` is the second of them.
 */
export function placesOf(name: string, all: readonly string[]): number[] {
	const where = (fits: (other: string) => boolean) => all.flatMap((other, nth) => (fits(other) ? [nth] : []));
	const exact = where((other) => other === name);
	if (exact.length > 0) return exact;
	const read = where((other) => asRead(other) === asRead(name));
	const numbered = /^(.*\S) \((\d{1,2})\)$/s.exec(name.trim());
	if (read.length > 0 || !numbered) return read;
	const alike = placesOf(numbered[1] ?? '', all);
	const place = alike.length > 1 ? alike[Number(numbered[2]) - 1] : undefined;
	return place === undefined ? [] : [place];
}

/** The headings by names that mean one column each: two that read the same are numbered. Empty ones have none. */
export function namesOf(headings: readonly string[]): string[] {
	return headings.flatMap((heading, nth) => {
		if (asRead(heading) === '') return [];
		const alike = headings.flatMap((other, at) => (asRead(other) === asRead(heading) ? [at] : []));
		return [alike.length > 1 ? `${heading} (${alike.indexOf(nth) + 1})` : heading];
	});
}

/** The headings of one tab of one of these spreadsheets, the first tab where none is named; none where it is not there. */
export function namesIn(
	sheets: readonly { title: string; tabs: readonly { title: string; headings: string[] }[] }[],
	wanted: { name: string; tab: string } | null
): string[] {
	const tabs = sheets.find(({ title }) => asRead(title) === asRead(wanted?.name ?? ''))?.tabs ?? [];
	const nth = tabAt(
		wanted?.tab ?? '',
		tabs.map(({ title }) => title)
	);
	return namesOf(tabs[nth ?? -1]?.headings ?? []);
}

/** The tab of that name, the first where none is named. */
export function tabAt(named: string, titles: readonly string[]): number | undefined {
	return asRead(named) === '' ? 0 : placesOf(named, titles)[0];
}
