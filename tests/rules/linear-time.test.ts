import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addressesIn } from '#lib/email-addresses.ts';
import { placesOf } from '#lib/headings.ts';
import { placeholdersIn } from '#lib/placeholders.ts';
import { documentText } from '#server/document-blocks.ts';
import { hasLongBlank, splitBlanks } from '#lib/long-blanks.ts';
import { lookOf } from '#lib/look-alike.ts';
import { ownWords } from '#lib/own-words.ts';
import { plainNumber } from '#lib/plain-number.ts';
import { unstorableField } from '#lib/storable.ts';
import { taskTitle } from '#lib/task-title.ts';
import { showUnseen, splitUnseen } from '#lib/visible-characters.ts';
import { proposeLesson } from '#server/domain/action/propose-lesson.ts';
import { namedIn } from '#server/domain/action/propose/named.ts';
import { searchQuery, searchWords } from '#server/domain/task/search-words.ts';
import { findJson } from '#server/integrations/openai/find-json.ts';
import { deviceWords, networkWords } from '#server/device-words.ts';
import { renderMarkdown } from '#server/markdown.ts';
import { emlText } from '../../src/lib/components/task/eml-text.ts';
import { guessAgent, type Choosable } from '../../src/lib/components/task/guess-agent.ts';
import { mentioned, readTyped, recognised } from '../../src/lib/components/task/recipients.ts';

const roleReader: Choosable = {
	id: 'nora',
	name: 'Nora',
	role: 'Sales',
	roleTemplate: 'sales',
	avatar: 'slate',
	status: 'active',
	lastTaskAt: null,
	words: ['quote', 'follow up', 'a', 'a a']
};

type Parser = { module: string; longest: number; read: (text: string) => unknown };

/** Whatever reads text from outside, with the most that it is ever given. A new one joins here. */
const parsers: Record<string, Parser> = {
	ownWords: { module: 'own-words', longest: 20_000, read: ownWords },
	unstorableField: { module: 'storable', longest: 200_000, read: unstorableField },
	taskTitle: { module: 'task-title', longest: 20_000, read: taskTitle },
	addressesIn: { module: 'email-addresses', longest: 50_000, read: addressesIn },
	lookOf: { module: 'look-alike', longest: 20_000, read: lookOf },
	showUnseen: { module: 'visible-characters', longest: 200_000, read: showUnseen },
	splitUnseen: { module: 'visible-characters', longest: 100_000, read: splitUnseen },
	splitBlanks: { module: 'long-blanks', longest: 200_000, read: splitBlanks },
	placeholdersIn: { module: 'placeholders', longest: 200_000, read: placeholdersIn },
	documentText: { module: 'document-blocks', longest: 200_000, read: documentText },
	hasLongBlank: { module: 'long-blanks', longest: 100_000, read: hasLongBlank },
	renderMarkdown: { module: 'markdown', longest: 200_000, read: renderMarkdown },
	namedIn: {
		module: 'named',
		longest: 20_000,
		read: (text) => namedIn({ recipients: [], texts: [text] }, [])
	},
	proposeLesson: {
		module: 'propose-lesson',
		longest: 100_000,
		read: (text) =>
			proposeLesson({
				kind: 'gmail.draftEmail',
				before: { body: text },
				after: { body: Array.from(text).reverse().join('') },
				feedback: null
			})
	},
	reasonOfRejection: {
		module: 'propose-lesson',
		longest: 5_000,
		read: (text) => proposeLesson({ kind: 'gmail.draftEmail', before: {}, after: null, feedback: text })
	},
	findJson: { module: 'find-json', longest: 200_000, read: (text) => findJson(text, 'deliverable') },
	recognised: { module: 'recipients', longest: 20_000, read: (text) => recognised(text, true) },
	mentioned: { module: 'recipients', longest: 50_000, read: (text) => mentioned([text], []) },
	placesOf: { module: 'headings', longest: 5_000, read: (text) => placesOf(text, [text, `${text} (1)`]) },
	plainNumber: { module: 'plain-number', longest: 5_000, read: plainNumber },
	readTyped: { module: 'recipients', longest: 50_000, read: readTyped },
	searchWords: {
		module: 'search-words',
		longest: 200_000,
		read: (text) => searchWords('a workspace', [text])
	},
	searchQuery: { module: 'search-words', longest: 200, read: (text) => searchQuery('a workspace', text) },
	emlText: { module: 'eml-text', longest: 200_000, read: emlText },
	emlParts: {
		module: 'eml-text',
		longest: 200_000,
		read: (text) => emlText(`Content-Type: multipart/mixed; boundary=a\n\n${text}`)
	},
	emlHtml: {
		module: 'eml-text',
		longest: 200_000,
		read: (text) => emlText(`Content-Type: text/html\n\n${text}`)
	},
	deviceWords: { module: 'device-words', longest: 16_000, read: deviceWords },
	networkWords: { module: 'device-words', longest: 16_000, read: networkWords },
	guessAgent: { module: 'guess-agent', longest: 20_000, read: (text) => guessAgent(text, [roleReader]) }
};

/** What makes expressions go back over what they have read. */
const units = [
	...[
		'€',
		'İ',
		' ',
		'\t',
		'\n',
		'\u2800',
		'\u200B',
		'a',
		'.',
		"'",
		'"',
		'“',
		':',
		'@',
		'<',
		'>',
		'(',
		'[',
		'|'
	],
	...[
		'{',
		'{"a":',
		'*',
		'_',
		'`',
		'- a\n',
		'> ',
		'a@',
		'@a',
		'a@b.',
		'<a@',
		'[](',
		'![',
		'a:\n',
		'1. ',
		'\n\n ',
		' a'
	],
	...['😀\uFE0F', '\u{E0101}', 'https://', '**a', '~~', '|a|\n', '\\', '"a",', 'ﷺ']
];

const ends = ['', '@', '!', '\n', 'priya@harbour.example'];

/** In milliseconds of this process; the least of some, since whatever else happens only adds. */
function costOf(read: Parser['read'], text: string): number {
	const once = () => {
		const begun = process.cpuUsage();
		read(text);
		const { user, system } = process.cpuUsage(begun);
		return (user + system) / 1_000;
	};
	return Math.min(once(), once(), once());
}

/** Below this a difference is noise. */
const noiseMillis = 15;

describe.each(Object.entries(parsers))(
	'%s reads text of any kind in a time that grows with its length',
	(_name, parser) => {
		it('twice as much takes at most three times as long', { timeout: 120_000 }, () => {
			for (const unit of units) {
				const half = unit.repeat(Math.floor(parser.longest / 2 / unit.length));
				const end = ends[unit.length % ends.length] ?? '';
				const measure = () =>
					[costOf(parser.read, half + end), costOf(parser.read, half + half + end)] as const;
				let [once, twice] = measure();
				// What else the machine does only adds, so the least of more looks is nearer to the truth, of both alike.
				for (let looks = 1; looks < 8 && twice > 3 * once + noiseMillis; looks++) {
					const [again, twiceAgain] = measure();
					[once, twice] = [Math.min(once, again), Math.min(twice, twiceAgain)];
				}
				expect(twice, JSON.stringify(unit)).toBeLessThanOrEqual(3 * once + noiseMillis);
				expect(twice, JSON.stringify(unit)).toBeLessThan(1_500);
			}
		});
	}
);

it('every pure helper that reads text is in the table', () => {
	const rules = readFileSync('.dependency-cruiser.cjs', 'utf8');
	const named = /const pureHelpers = `([^`]*)`/.exec(rules)?.[1] ?? '';
	const helpers = named.match(/[a-z]+(?:-[a-z]+)*/g) ?? [];
	const others = ['src', 'lib', 'server', 'ts', 'ids', 'email-template', 'format'];
	const listed = new Set(Object.values(parsers).map(({ module }) => module));
	expect(helpers.filter((helper) => !others.includes(helper) && !listed.has(helper))).toEqual([]);
	expect(helpers).toContain('own-words');
});
