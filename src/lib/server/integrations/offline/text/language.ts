const common = new Set(
	'the a an to and of is are was we i you he she it they for in on at by from with our your their this that please not be or as have has will can do if about write these those each them us my been any some all ago ask tell would should could when what who which where how up out because due invoice invoices send sent follow ups wants since mails'.split(
		' '
	)
);

/** Whether the words of a task can be read by rules that know English only. Short texts get the benefit of the doubt. */
export function isEnglish(text: string): boolean {
	const letters = text.match(/\p{L}/gu)?.length ?? 0;
	const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
	if (letters > 0 && latin < letters / 2) return false;
	// Names and addresses are the same in every language.
	const words = text
		.split(/\s+/)
		.filter((each, index) => index === 0 || !/[@/]|^[("“'-]*\p{Lu}\p{Ll}/u.test(each))
		.flatMap((each) => each.toLowerCase().match(/\p{L}+/gu) ?? []);
	return words.length < 8 || words.filter((word) => common.has(word)).length >= words.length * 0.12;
}
