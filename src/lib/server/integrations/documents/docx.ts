import {
	Document,
	ExternalHyperlink,
	HeadingLevel,
	Packer,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TextRun,
	WidthType,
	type ParagraphChild
} from 'docx';
import type { Block, Span } from '#server/ports/documents.ts';

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 };
/** In twentieths of a point. */
const indent = 360;

/** A Word document with real headings, tables and links. */
export async function writeDocx(title: string, blocks: readonly Block[]): Promise<Uint8Array> {
	const document = new Document({
		title,
		creator: 'AgentForce',
		styles: { default: { document: { run: { font: 'Calibri', size: 22 } } } },
		sections: [{ children: blocks.map(elementOf) }]
	});
	return new Uint8Array(await Packer.toBuffer(document));
}

function elementOf(block: Block): Paragraph | Table {
	const after = { spacing: { after: 120 } };
	switch (block.kind) {
		case 'heading':
			return new Paragraph({
				heading: levels[block.level],
				spacing: { before: 240, after: 80 },
				children: childrenOf(block.spans)
			});
		case 'item': {
			const left = indent * (block.depth + 1);
			const mark = new TextRun(`${block.mark}\t`);
			const stops = { tabStops: [{ type: 'left' as const, position: left }] };
			return new Paragraph({
				indent: { left, hanging: indent },
				...stops,
				spacing: { after: 40 },
				children: [mark, ...childrenOf(block.spans)]
			});
		}
		case 'code':
			return new Paragraph({ ...after, children: childrenOf([{ text: block.text, code: true }]) });
		case 'rule':
			return new Paragraph({ thematicBreak: true });
		case 'table':
			return tableOf(block.rows);
		case 'paragraph':
			return new Paragraph({
				...after,
				...(block.quote && { indent: { left: indent } }),
				children: childrenOf(block.spans)
			});
	}
}

function tableOf(rows: Span[][][]): Table {
	return new Table({
		width: { size: 100, type: WidthType.PERCENTAGE },
		rows: rows.map(
			(cells, nth) =>
				new TableRow({
					tableHeader: nth === 0,
					children: cells.map(
						(spans) =>
							new TableCell({
								margins: { top: 60, bottom: 60, left: 100, right: 100 },
								children: [
									new Paragraph({
										children: childrenOf(nth === 0 ? spans.map((span) => ({ ...span, bold: true })) : spans)
									})
								]
							})
					)
				})
		)
	});
}

function childrenOf(spans: readonly Span[]): ParagraphChild[] {
	return spans.flatMap((span): ParagraphChild[] => {
		const runs = runsOf(span);
		return span.href ? [new ExternalHyperlink({ link: span.href, children: runs })] : runs;
	});
}

/** A line's end is an element of its own in Word. */
function runsOf({ text, bold, italic, struck, code, href }: Span): TextRun[] {
	return text.split('\n').map(
		(line, nth) =>
			new TextRun({
				text: line,
				...(nth > 0 && { break: 1 }),
				...(bold && { bold }),
				...(italic && { italics: true }),
				...(struck && { strike: true }),
				...(code && { font: 'Consolas' }),
				...(href && { style: 'Hyperlink' })
			})
	);
}
