import type { DocumentFormat } from '#lib/schemas/result.ts';

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
		const link = document.createElement('a');
		link.href = URL.createObjectURL(await answer.blob());
		link.download = decodeURIComponent(name ?? `Result.${format}`);
		link.click();
		URL.revokeObjectURL(link.href);
		return null;
	} catch {
		return 'We could not be reached. Please try again.';
	}
}
