import PDFDocument from 'pdfkit';
import type { Block, Span } from '#server/ports/documents.ts';
import { setImmediate } from 'node:timers/promises';
import { fileOf, PdfFonts, type Weight } from './pdf-fonts.ts';

/** In points. */
const margin = 64;
const size = 10.5;
const indent = 16;
const headings = { 1: 18, 2: 14, 3: 12 };
const gaps = { heading: 14, paragraph: 8, item: 3, code: 8, table: 10, rule: 10 };

type Place = { x: number; width: number; size?: number };

/** A PDF on A4 whose text can be copied and searched. */
export async function writePdf(
	title: string,
	blocks: readonly Block[]
): Promise<{ bytes: Uint8Array } | { missing: string[] }> {
	const doc = new PDFDocument({
		size: 'A4',
		margin,
		info: { Title: title, Creator: 'AgentForce' },
		// The standard fonts know Western letters alone, so none of them is opened.
		font: null as unknown as string
	});
	const chunks: Buffer[] = [];
	doc.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject));
	const page = new PdfPage(doc);
	for (const [nth, block] of blocks.entries()) {
		page.add(block, nth === 0);
		// Others are answered meanwhile.
		await setImmediate();
	}
	doc.end();
	await ended;
	if (page.fonts.missing.size > 0) return { missing: [...page.fonts.missing] };
	return { bytes: new Uint8Array(Buffer.concat(chunks)) };
}

class PdfPage {
	readonly fonts: PdfFonts;
	readonly #doc: typeof PDFDocument.prototype;

	constructor(doc: typeof PDFDocument.prototype) {
		this.#doc = doc;
		this.fonts = new PdfFonts(doc);
	}

	get #width(): number {
		return this.#doc.page.width - 2 * margin;
	}

	get #bottom(): number {
		return this.#doc.page.height - margin;
	}

	add(block: Block, first: boolean): void {
		if (!first) this.#doc.y += gaps[block.kind];
		if (block.kind === 'table') return this.#table(block.rows);
		if (block.kind === 'rule') return this.#line();
		if (block.kind === 'item') return this.#item(block);
		const quoted = block.kind === 'paragraph' && block.quote ? indent : 0;
		const place = { x: margin + quoted, width: this.#width - quoted };
		if (block.kind === 'heading') this.#heading(block.spans, { ...place, size: headings[block.level] });
		else this.#write(block.kind === 'code' ? [{ text: block.text }] : block.spans, place);
	}

	/** Never the last line of a page. */
	#heading(spans: Span[], place: Place): void {
		if (this.#doc.y > this.#bottom - 60) this.#doc.addPage();
		this.#write(
			spans.map((span) => ({ ...span, bold: true })),
			place
		);
	}

	#item({ mark, depth, spans }: Extract<Block, { kind: 'item' }>): void {
		const x = margin + indent * depth;
		if (this.#doc.y > this.#bottom - 2 * size) this.#doc.addPage();
		const { y } = this.#doc;
		this.#write([{ text: mark }], { x, width: 2 * indent });
		this.#doc.y = y;
		const own = x + indent + (mark.length > 2 ? 4 : 0);
		this.#write(spans, { x: own, width: this.#width - (own - margin) });
	}

	#table(rows: Span[][][]): void {
		const columns = Math.max(...rows.map((cells) => cells.length));
		const width = this.#width / columns;
		rows.forEach((cells, nth) => {
			const styled = nth === 0 ? cells.map((spans) => spans.map((span) => ({ ...span, bold: true }))) : cells;
			if (this.#doc.y + this.#height(styled, width - 8) > this.#bottom) this.#doc.addPage();
			this.#row(styled, width);
		});
	}

	#height(cells: Span[][], width: number): number {
		const heights = cells.map((spans) => {
			const text = spans.map((span) => span.text).join('');
			this.#doc.font(fileOf('latin', 'regular')).fontSize(size);
			return this.#doc.heightOfString(text, { width });
		});
		return Math.min(Math.max(...heights) * 1.15 + 8, this.#bottom - margin);
	}

	#row(cells: Span[][], width: number): void {
		const { y } = this.#doc;
		let end = y;
		cells.forEach((spans, column) => {
			this.#doc.y = y + 4;
			this.#write(spans, { x: margin + column * width, width: width - 8 });
			end = Math.max(end, this.#doc.y);
		});
		this.#doc.y = end + 3;
		this.#line();
	}

	#line(): void {
		const { y } = this.#doc;
		this.#doc
			.moveTo(margin, y)
			.lineTo(margin + this.#width, y)
			.lineWidth(0.5)
			.strokeColor('#c9c5bb')
			.stroke();
		this.#doc.y = y + 1;
	}

	#write(spans: readonly Span[], { x, width, size: points = size }: Place): void {
		const parts = spans.flatMap((span) =>
			inPieces(span.text)
				.flatMap((piece) => this.fonts.stretches(piece, weightOf(span)))
				.map((part) => ({ ...span, ...part }))
		);
		const last = parts.length - 1;
		if (last < 0) this.#doc.y += points;
		this.#doc.fontSize(points).fillColor('#1c1b18');
		parts.forEach(({ font, text, href, struck }, nth) => {
			const options = {
				width,
				lineGap: 2.5,
				continued: nth < last,
				link: href ?? null,
				underline: Boolean(href),
				strike: Boolean(struck)
			};
			this.#doc.font(font);
			if (nth === 0) this.#doc.text(text, x, this.#doc.y, options);
			else this.#doc.text(text, options);
		});
	}
}

/** To find where a word breaks that is longer than a line costs the square of its length, so no piece is much longer. */
function inPieces(text: string): string[] {
	return text
		.replace(/\S{80}/gu, '$&\0')
		.split('\0')
		.filter(Boolean);
}

function weightOf({ bold, italic }: Span): Weight {
	return bold ? 'bold' : italic ? 'italic' : 'regular';
}
