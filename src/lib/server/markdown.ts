import { Lexer, Marked, Renderer, type RendererObject, type Token } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { showUnseen } from '#lib/visible-characters.ts';

/** Longer than any answer that is stored; beyond it the text is shown unformatted. */
const maxLength = 200_000;
/** HTML that was kept under another number is made anew: raise it whenever this file makes other HTML. */
export const htmlVersion = 1;
/** More lines than any answer needs; each can be a block, and blocks are what costs time. */
const maxLines = 5_000;
/** More quotes and lists in one another than a person would write; the parser recurses for each. */
const maxNesting = 32;
/** Emphasis costs time in the square of a paragraph's length, so a longer paragraph goes without. */
const maxFormattedParagraph = 6_000;

const allowedSchemes = ['http', 'https', 'mailto'];
const plain = new Renderer();

function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The text of an image that is inside a link: one link in another is not HTML. */
function withoutImages(tokens: Token[]): Token[] {
	return tokens.map((token) =>
		token.type === 'image'
			? { type: 'text', raw: token.raw, text: String(token.text), escaped: false }
			: token
	);
}

const renderer: RendererObject = {
	heading({ tokens, depth }) {
		return `<h${depth}>${this.parser.parseInline(tokens)}</h${depth}>\n`;
	},
	// Raw HTML is shown as it was written, so that nothing is hidden from the person who approves it.
	html({ text }) {
		return /^<br\s*\/?>$/i.test(text.trim()) ? '<br>' : escapeHtml(text);
	},
	// A link instead: looking at a draft must fetch nothing.
	image({ href, text }) {
		return `<a href="${escapeHtml(href)}">${escapeHtml(text || 'Image')}</a>`;
	},
	link({ href, tokens }) {
		return `<a href="${escapeHtml(href)}">${this.parser.parseInline(withoutImages(tokens))}</a>`;
	},
	checkbox({ checked }) {
		return checked ? '☑ ' : '☐ ';
	},
	code({ text }) {
		return `<pre tabindex="0"><code>${escapeHtml(text)}\n</code></pre>\n`;
	},
	// Wide tables scroll by themselves, by keyboard too.
	table(token) {
		plain.parser = this.parser;
		return `<div class="table-scroll" role="group" aria-label="Table" tabindex="0">${plain.table(token)}</div>\n`;
	}
};

const marked = new Marked({ gfm: true, breaks: true, renderer });

/** The page has headings of two levels above these; below them no level is skipped, whatever the text begins with. */
function levelHeadings(tokens: Token[]): void {
	const above: number[] = [];
	void marked.walkTokens(tokens, (token) => {
		if (token.type !== 'heading') return;
		const depth = Number(token.depth);
		while ((above.at(-1) ?? 0) >= depth) above.pop();
		above.push(depth);
		token.depth = Math.min(above.length + 2, 6);
	});
}

class BoundedLexer extends Lexer {
	override inlineTokens(source: string, tokens: Token[] = []): Token[] {
		if (source.length <= maxFormattedParagraph) return super.inlineTokens(source, tokens);
		tokens.push({ type: 'text', raw: source, text: source, escaped: false });
		return tokens;
	}
}

const textTags = ['p', 'br', 'hr', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'a', 'span'];
const blockTags = [
	'h3',
	'h4',
	'h5',
	'h6',
	'ul',
	'ol',
	'li',
	'div',
	'table',
	'thead',
	'tbody',
	'tr',
	'th',
	'td'
];

/** The address as it will be used, or null when it leads anywhere but to the web or a mailbox. */
export function outwardAddress(href: string | undefined): string | null {
	if (href === undefined || !URL.canParse(href)) return null;
	const url = new URL(href);
	return allowedSchemes.includes(url.protocol.slice(0, -1)) ? url.href : null;
}

const policy: sanitizeHtml.IOptions = {
	allowedTags: [...textTags, ...blockTags],
	allowedAttributes: {
		a: ['href', 'title', 'rel', 'target'],
		ol: ['start'],
		th: [{ name: 'align', values: ['left', 'center', 'right'] }],
		td: [{ name: 'align', values: ['left', 'center', 'right'] }],
		pre: ['tabindex'],
		div: ['class', 'role', 'aria-label', 'tabindex']
	},
	allowedSchemes,
	allowProtocolRelative: false,
	transformTags: {
		a: (_tag, attributes): sanitizeHtml.Tag => {
			const href = outwardAddress(attributes['href']);
			if (href === null) return { tagName: 'span', attribs: {} };
			const rel = 'noopener noreferrer nofollow';
			return { tagName: 'a', attribs: { href, title: showUnseen(href), rel, target: '_blank' } };
		}
	},
	textFilter: showUnseen
};

/** Counted on the text, since the parser itself goes down one call for each of these marks. */
function tooDeeplyNested(markdown: string): boolean {
	for (const [marks] of markdown.matchAll(/^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+/gm)) {
		if ((marks.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0) > maxNesting) return true;
	}
	return false;
}

function hasTooManyLines(markdown: string): boolean {
	return (markdown.match(/\n/g)?.length ?? 0) > maxLines;
}

function unformatted(markdown: string): string {
	return `<pre tabindex="0">${showUnseen(escapeHtml(markdown))}</pre>`;
}

/** Its pieces; null for a text that is too long or too deeply nested to read in good time. */
export function readMarkdown(markdown: string): Token[] | null {
	if (markdown.length > maxLength || hasTooManyLines(markdown) || tooDeeplyNested(markdown)) return null;
	try {
		return new BoundedLexer(marked.defaults).lex(markdown);
	} catch {
		// The lexer gives up by overflowing the stack on nesting that was not foreseen above.
		return null;
	}
}

/**
 * Markdown as HTML that is safe to put on a page: no scripts, styles, forms, frames or images, and only outward links.
 * Text that is too long or too deeply nested to format in good time comes back as it is, in a `pre`.
 */
export function renderMarkdown(markdown: string): string {
	try {
		const tokens = readMarkdown(markdown);
		if (!tokens) return unformatted(markdown);
		levelHeadings(tokens);
		return sanitizeHtml(marked.parser(tokens), policy);
	} catch {
		// The parser gives up by overflowing the stack on nesting that was not foreseen above.
		return unformatted(markdown);
	}
}
