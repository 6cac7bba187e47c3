import { showUnseen } from './visible-characters.ts';

/** Longer than anybody types in one line. */
const longestLine = 600;
const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/;
/** `Priya <priya@harbour.example>` */
const bracketed = /<([^\s<>@]{1,64}@[^\s<>@]{1,255})>/g;
const quotationMark = /["“”„‟«»‹›「」『』〝〞〟＂`´]|(?<![\p{L}\p{N}])['‘’‚‛]|['‘’‚‛](?![\p{L}\p{N}])/u;

/** What running text is made of. Whatever else there is in a line, a machine or another program put it there. */
const plainCharacters =
	/^[\p{L}\p{M}\p{N}\p{Emoji_Presentation}\p{Sc} .,;!?…'’‘\-–—_&%()@+/#*§°¿¡。、，！？・]*$/u;
const date = /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d\s?[年月日時时分]|\d\s?(?:년|월|일|시)/;
/** `On 23 Nov. 2026 Bob`, `Mon, Nov 23, 2026`: what begins with a whole date was put there by a mail program. */
const beginsWithDate =
	/^\P{N}{0,16}(?:\d{1,2}\.?\s{1,3}\p{L}{3,14}\.?|(?<!\p{L})\p{L}{3,14}\.?\s{1,3}\d{1,2}),?\s{1,3}\d{4}(?!\p{N})/u;

/** A greeting, in the languages that our customers write and get mails in. */
const greetings =
	'hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|to whom|hallo|hello|guten|sehr|liebe[rs]?|moin|servus|' +
	'grüezi|bonjour|bonsoir|salut|cher|chère|madame|monsieur|mesdames|hola|buenos|buenas|estimad[oa]s?|querid[oa]s?|' +
	'ciao|salve|buongiorno|buonasera|gentile|gentili|egregio|spett|car[oai]|olá|ola|oi|bom dia|boa|prezad[oa]s?|car[oa]s|' +
	'goedemorgen|goedemiddag|goedenavond|goedendag|beste|geachte|hej|hejsan|hei|god|kære|kjære|bästa|hyvä|moi|terve|' +
	'cześć|dzień|szanown[aiy]|witam|drog[ai]|ahoj|dobrý|dobrá|vážen[áéíý]|milá|milý|dobrý|szia|kedves|tisztelt|bună|' +
	'stimate?|dragă|zdravo|pozdrav|poštovan[aei]|dobar|spoštovan[aei]|живо|здраво|привет|здравствуйте|добрый|доброе|' +
	'уважаем\\p{L}*|дорог\\p{L}*|добрий|шановн\\p{L}*|вітаю|здравейте|уважаем\\p{L}*|γεια|καλημέρα|καλησπέρα|αγαπητ\\p{L}*|' +
	'merhaba|selam|sayın|sevgili|günaydın|iyi|مرحبا\\p{L}*|السلام|عزيز\\p{L}*|שלום|היי|नमस्ते|प्रिय|xin|chào|halo|selamat|kepada|' +
	'sveik[ai]|labas|gerbiam\\p{L}*|tere|lugupeetud|pershendetje|mirë';
const greeting = new RegExp(`^(?:${greetings})(?![\\p{L}\\p{M}])`, 'iu');
const easternGreeting =
	/^(?:こんにちは|こんばんは|おはよう|お世話|拝啓|你好|您好|尊敬|亲爱|親愛|안녕|สวัสดี|เรียน)/;

/** `On Monday Bob wrote`, `Forwarded message`: what mail programs put above another's words. */
const attributions =
	'wrote|writes|said|forwarded|original message|schrieb|schreibt|weitergeleitete?|ursprüngliche|écrit|transféré|escribió|' +
	'reenviado|escreveu|encaminhad[ao]|scrisse|scritto|inoltrato|schreef|doorgestuurd|skrev|vidarebefordrat|videresendt|' +
	'kirjoitti|välitetty|napisała?|przesłana|napsala?|přeposlaná|napísala?|írta|továbbított|scris|napisao|писала?|написала?|' +
	'написав|переслан\\p{L}*|έγραψε|yazdı|iletilen|كتب|כתב|escrigué|rašė|kirjutas|rakstīja|viết|menulis';
const attribution = new RegExp(`(?<![\\p{L}\\p{M}])(?:${attributions})(?![\\p{L}\\p{M}])`, 'iu');
const easternAttribution = /写道|寫道|のメール|書きました|転送|转发|轉寄|작성|전달|เขียน/;

/**
 * The part of a text that is plainly the words of the person who typed it: its first line, when that is ordinary prose,
 * up to the first quotation mark. What is plain is listed here; anything else (a header in any language, a greeting, a
 * quotation, a table, a time stamp, code) may have been pasted, and what comes from outside names nobody. Empty then.
 */
export function ownWords(text: string): string {
	const [first = ''] = text
		.trimStart()
		.slice(0, longestLine + 1)
		.split(lineBreak, 1);
	if (first.length > longestLine || showUnseen(first) !== first) return '';
	const line = first.replace(bracketed, ' $1 ').normalize('NFC').trim();
	const unquoted = line.slice(0, firstIndex(line, quotationMark));
	return isProse(line, unquoted) ? unquoted : '';
}

function firstIndex(text: string, mark: RegExp): number {
	const index = text.search(mark);
	return index < 0 ? text.length : index;
}

function isProse(line: string, unquoted: string): boolean {
	const withoutLinks = unquoted.replace(/https?:\/\/[\w./?#&=%+~-]+/g, ' ');
	return (
		/^[\p{L}¿¡]/u.test(withoutLinks) &&
		plainCharacters.test(withoutLinks) &&
		!/[:：﹕ː∶꞉︰׃︓]/.test(line.replace(/https?:\/\//g, ' ')) &&
		!date.test(withoutLinks) &&
		!beginsWithDate.test(withoutLinks) &&
		!/[,;](?![\s\d]|$)|_{3}|-{3}|\*{3}/.test(withoutLinks) &&
		![greeting, easternGreeting, attribution, easternAttribution].some((mark) => mark.test(line)) &&
		!isRow(withoutLinks) &&
		isSentence(withoutLinks)
	);
}

/** `bob, bob@client.example, berlin`: a part that is an address alone, and none that says something. */
function isRow(line: string): boolean {
	const parts = line.split(/[,;]/).map((part) => part.trim().split(/\s+/));
	const alone = parts.some((words) => words.length === 1 && words[0]?.includes('@'));
	return parts.length > 1 && alone && parts.every((words) => words.length < 3);
}

/** Begins with a word, not with an address, and is not only names: those are headings and signatures. */
function isSentence(line: string): boolean {
	const words = line.split(/\s+/).filter((word) => /\p{L}/u.test(word));
	if (words[0]?.includes('@')) return /\p{Lo}/u.test(words.slice(1).join(''));
	const said = words.filter((word) => !/[@/]/.test(word));
	return (
		said.some((word) => /^\p{Lo}{2}/u.test(word)) ||
		(said.length > 1 && said.some((word) => /^\p{Ll}/u.test(word)))
	);
}
