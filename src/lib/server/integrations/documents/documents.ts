import type { Documents } from '#server/ports/documents.ts';

/** Word and PDF are written by libraries that are read when the first document is asked for, not before. */
export function createDocuments(): Documents {
	return {
		docx: async (title, blocks) => (await import('./docx.ts')).writeDocx(title, blocks),
		pdf: async (title, blocks) => (await import('./pdf.ts')).writePdf(title, blocks)
	};
}
