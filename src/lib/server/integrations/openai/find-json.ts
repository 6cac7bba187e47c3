/** How many opening braces are tried: text with more of them before its JSON is no answer. */
const maxCandidates = 50;

type Json = Record<string, unknown>;

function parseObject(text: string): Json | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
	} catch {
		return null;
	}
}

/** The index after the brace that closes the one at `start`; braces inside strings do not count. */
function endOfObject(text: string, start: number): number | null {
	let depth = 0;
	let inString = false;
	for (let index = start; index < text.length; index++) {
		const character = text[index];
		if (inString) {
			if (character === '\\') index++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '{') depth++;
		else if (character === '}' && --depth === 0) return index + 1;
	}
	return null;
}

/**
 * The first JSON object in the text that has the field: the whole text, or one inside a fence or prose, for servers that
 * ignore the answer format. Null when there is none.
 */
export function findJson(text: string, field: string): Json | null {
	const whole = parseObject(text);
	if (whole) return whole;
	// Local reasoning models think aloud first, often with JSON of their own.
	const said = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
	let start = said.indexOf('{');
	for (let tried = 0; start !== -1 && tried < maxCandidates; tried++) {
		const end = endOfObject(said, start);
		const found = end === null ? null : parseObject(said.slice(start, end));
		if (found && Object.hasOwn(found, field)) return found;
		start = said.indexOf('{', start + 1);
	}
	return null;
}
