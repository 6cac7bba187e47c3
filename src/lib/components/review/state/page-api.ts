import type { PageReviewApi } from './review-api.ts';
import { api } from '#lib/trpc.ts';

/** What a page that decides asks of the server; `reload` is its own. */
export function pageApi(reload: () => Promise<void>): PageReviewApi {
	return {
		read: (item) => api.inbox.get.query(item),
		decide: (input) => api.actions.decide.mutate(input),
		bulk: (input) => api.actions.bulk.mutate(input),
		undo: ({ id, type }) => (type === 'action' ? api.actions : api.tasks).undo.mutate({ id }),
		look: (id) => api.actions.look.mutate({ id }),
		resolve: (input) => api.actions.resolve.mutate(input),
		snooze: (input) => api.inbox.snooze.mutate(input),
		decideTask: (input) => api.tasks.decide.mutate(input),
		itemsOf: async (id) => (await api.tasks.items.query({ id })).items,
		preview: async (markdown) => (await api.tasks.preview.mutate({ markdown })).html,
		mail: (input) => api.tasks.mail.mutate(input),
		remember: (lesson) => api.memories.add.mutate(lesson),
		trust: (answer) => api.trust.answer.mutate(answer),
		reload
	};
}
