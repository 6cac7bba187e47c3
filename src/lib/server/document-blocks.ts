import type { Token, Tokens } from 'marked';
import { showUnseen } from '#lib/visible-characters.ts';
import { outwardAddress, readMarkdown } from './markdown.ts';
import type { Block, Span } from './ports/documents.ts';

type Look = Omit<Span, 'text'>;

/** Markdown as the pieces of a document, by the same bounds as its HTML; what is beyond them is one plain text. */
export function documentBlocks(markdown: string): Block[] {
	const tokens = readMarkdown(markdown);
	return tokens ? tokens.flatMap((token) => blocksOf(token, 0, false)) : [{ kind: 'code', text: markdown }];
}

/** The same without any marks, as a mail has it. */
export function documentText(markdown: string): string {
	let last: Block['kind'] | null = null;
	let text = '';
	for (const block of documentBlocks(markdown)) {
		const close = last === null || (last === 'item' && block.kind === 'item');
		text += `${last === null ? '' : close ? '\n' : '\n\n'}${textOf(block)}`;
		last = block.kind;
	}
	return text;
}

function textOf(block: Block): string {
	switch (block.kind) {
		case 'item':
			return `${'  '.repeat(block.depth)}${block.mark} ${plain(block.spans)}`;
		case 'table':
			return block.rows.map((cells) => cells.map(plain).join(' | ')).join('\n');
		case 'code':
			return block.text;
		case 'rule':
			return '---';
		case 'heading':
		case 'paragraph':
			return plain(block.spans);
	}
}

/** A link is told by its address, where its words do not say it. */
function plain(spans: Span[]): string {
	return spans
		.map(({ text, href }) => {
			const address = href?.replace(/^mailto:/, '');
			return address && address !== text && address !== `${text}/` ? `${text} (${address})` : text;
		})
		.join('');
}

function blocksOf(token: Token, depth: number, quote: boolean): Block[] {
	switch (token.type) {
		case 'heading': {
			const { depth: level, tokens } = token as Tokens.Heading;
			return [{ kind: 'heading', level: Math.min(level, 3) as 1 | 2 | 3, spans: spansOf(tokens) }];
		}
		case 'list':
			return itemsOf(token as Tokens.List, depth);
		case 'blockquote':
			return (token as Tokens.Blockquote).tokens.flatMap((inner) => blocksOf(inner, depth, true));
		case 'code':
			return [{ kind: 'code', text: showUnseen((token as Tokens.Code).text) }];
		case 'table':
			return [tableOf(token as Tokens.Table)];
		case 'hr':
			return [{ kind: 'rule' }];
		case 'space':
		case 'def':
			return [];
		default:
			return [{ kind: 'paragraph', spans: spansOf(inlineOf(token)), quote }];
	}
}

function itemsOf({ items, ordered, start }: Tokens.List, depth: number): Block[] {
	return items.flatMap((item, nth) => {
		const number = `${Number(start || 1) + nth}.`;
		const mark = item.task ? (item.checked ? '☑' : '☐') : ordered ? number : '•';
		const isText = ({ type }: Token) => type === 'text' || type === 'paragraph';
		const own = item.tokens.find(isText);
		const rest = item.tokens.filter((token) => token !== own && token.type !== 'checkbox');
		const spans = own ? spansOf(inlineOf(own)) : [];
		return [
			{ kind: 'item' as const, mark, depth, spans },
			...rest.flatMap((inner) => blocksOf(inner, depth + 1, false))
		];
	});
}

function tableOf({ header, rows }: Tokens.Table): Block {
	const cells = (row: Tokens.TableCell[]) => row.map(({ tokens }) => spansOf(tokens));
	return { kind: 'table', rows: [cells(header), ...rows.map(cells)] };
}

function inlineOf(token: Token): Token[] {
	return 'tokens' in token && token.tokens ? token.tokens : [token];
}

const looks: Record<string, Look> = {
	strong: { bold: true },
	em: { italic: true },
	del: { struck: true },
	codespan: { code: true }
};

function spansOf(tokens: readonly Token[], look: Look = {}): Span[] {
	return tokens.flatMap((token): Span[] => {
		if (token.type === 'br' || (token.type === 'html' && /^<br\s*\/?>$/i.test(token.raw.trim())))
			return [{ ...look, text: '\n' }];
		const own = { ...look, ...looks[token.type], ...linkOf(token) };
		if (token.type !== 'image' && 'tokens' in token && token.tokens) return spansOf(token.tokens, own);
		const text = 'text' in token ? String(token.text) : token.raw;
		return text ? [{ ...own, text: showUnseen(text) }] : [];
	});
}

function linkOf(token: Token): Look {
	if (token.type !== 'link' && token.type !== 'image') return {};
	const href = outwardAddress(String(token.href));
	return href === null ? {} : { href };
}
