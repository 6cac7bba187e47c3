import type { DocumentFormat } from '#lib/schemas/result.ts';
import { saveBlob } from '../save-blob.ts';

export const resultFiles: readonly { format: DocumentFormat; label: string }[] = [
	{ format: 'md', label: 'Markdown' },
	{ format: 'docx', label: 'Word (DOCX)' },
	{ format: 'pdf', label: 'PDF' }
];

/** Saves the text of a result where downloads go; a sentence when there is no such file. */
export async function saveFile(taskId: string, format: DocumentFormat): Promise<string | null> {
	try {
		const answer = await fetch(`/api/tasks/${taskId}/result.${format}`);
		if (!answer.ok) return ((await answer.json()) as { error: { message: string } }).error.message;
		const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
		saveBlob(await answer.blob(), decodeURIComponent(name ?? `Result.${format}`));
		return null;
	} catch {
		return 'We could not be reached. Please try again.';
	}
}
