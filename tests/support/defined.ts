/** What a case knows to be there. */
export function defined<Value>(value: Value | null | undefined): Value {
	if (value === null || value === undefined) throw new Error('The case expected something here.');
	return value;
}
