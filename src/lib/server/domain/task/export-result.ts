import type { DocumentFormat } from '#lib/schemas/result.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { documentBlocks } from '#server/document-blocks.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Documents } from '#server/ports/documents.ts';
import { authorise, type Actor } from '../access/actor.ts';

type Deps = { db: Db; documents: Documents };
export type ResultFile = { name: string; type: string; bytes: Uint8Array };

const types: Record<DocumentFormat, string> = {
	md: 'text/markdown; charset=utf-8',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf'
};
/** A PDF is set line by line in the process that answers; longer ones are for Word. */
const longestPdf = 60_000;

/**
 * The text of a task's result as a file, as it stands: in the words of whoever approved it. Throws `not_found`,
 * `illegal_transition` without a result, `invalid_input` for a PDF that is too long or has letters that no font here has.
 */
export async function exportResult(
	deps: Deps,
	actor: Actor,
	{ id, format }: { id: string; format: DocumentFormat }
): Promise<ResultFile> {
	authorise(actor, 'view');
	const { title, text } = await readResult(deps.db, actor, id);
	const name = `${
		title
			.replace(/[^\p{L}\p{N} .,_-]+/gu, ' ')
			.replace(/\s+/g, ' ')
			.trim()
			.slice(0, 100) || 'Result'
	}.${format}`;
	return { name, type: types[format], bytes: await bytesOf(deps.documents, format, title, text) };
}

async function bytesOf(
	documents: Documents,
	format: DocumentFormat,
	title: string,
	text: string
): Promise<Uint8Array> {
	if (format === 'md') return new TextEncoder().encode(`${text}\n`);
	if (format === 'docx') return documents.docx(title, documentBlocks(text));
	if (text.length > longestPdf)
		throw unfit('This is too long for a PDF here. Take Word or Markdown instead.');
	const pdf = await documents.pdf(title, documentBlocks(text));
	if ('bytes' in pdf) return pdf.bytes;
	const letters = pdf.missing.slice(0, 10).join(' ');
	throw unfit(`A PDF made here cannot show these letters: ${letters}. Word and Markdown can.`);
}

function unfit(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { format: message } });
}

async function readResult(
	db: Db,
	{ workspaceId }: Actor,
	id: string
): Promise<{ title: string; text: string }> {
	const task = await db.task.findUnique({
		where: { workspaceId_id: { workspaceId, id } },
		select: {
			title: true,
			runs: {
				where: { status: 'succeeded' },
				orderBy: { number: 'desc' },
				take: 1,
				select: { result: true, ownDeliverable: true }
			}
		}
	});
	if (!task) throw notFound('task');
	const [run] = task.runs;
	if (!run) throw new DomainError('illegal_transition', 'There is no result yet.');
	return { title: task.title, text: run.ownDeliverable ?? ModelAnswer.parse(run.result).deliverable };
}
