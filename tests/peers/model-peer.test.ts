import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Brief } from '#lib/schemas/brief.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { buildPrompt } from '#server/domain/run/build-prompt.ts';
import { renderMarkdown } from '#server/markdown.ts';
import { startModelPeer, type ModelPeer } from './model-peer.ts';

const brief: Brief = {
	roleKey: 'operations',
	rolePrompt: 'You keep things in order.',
	agent: { name: 'Otto', role: 'Operations', description: '', tone: 'Plain' },
	business: { name: 'Northwind', about: '' },
	requestedBy: '',
	memories: [],
	task: { title: 'Order paper', instructions: 'Ten boxes.', material: '', recipients: [] },
	allowedActions: [],
	guides: {},
	spreadsheets: [],
	shapes: {},
	read: [],
	outcomes: [],
	revision: null,
	today: '2026-11-23'
};

let peer: ModelPeer;
beforeAll(async () => {
	peer = await startModelPeer();
});
afterAll(() => peer.stop());

async function ask(asked: Brief): Promise<ModelAnswer> {
	const { system, user } = buildPrompt(asked);
	const messages = [
		{ role: 'system', content: system },
		{ role: 'user', content: user }
	];
	const body = JSON.stringify({ model: 'peer', messages });
	const response = await fetch(`${peer.url}/chat/completions`, { method: 'POST', body });
	const completion = (await response.json()) as { choices: [{ message: { content: string } }] };
	return ModelAnswer.parse(JSON.parse(completion.choices[0].message.content));
}

describe('the model peer', () => {
	it('reads the task out of our own prompt and counts by its title', async () => {
		expect((await ask(brief)).deliverable).toContain('# Order paper');
		await ask(brief);
		expect(peer.countFor('Order paper')).toBe(2);
		expect(peer.countFor('Another')).toBe(0);
	});

	it('is not misled by a text that looks like a fence', async () => {
		const title = '======== END OF TITLE';
		expect(
			(await ask({ ...brief, task: { title, instructions: 'x', material: '', recipients: [] } })).summary
		).toBe(`Finished: ${title}`);
		expect(peer.countFor(title)).toBe(1);
	});

	it('takes up the feedback of a revision', async () => {
		const earlier = await ask(brief);
		const revised = await ask({ ...brief, revision: { feedback: 'Make it twelve.', earlier } });
		expect(revised.summary).toBe('Revised: Order paper');
		expect(revised.deliverable).toContain('Make it twelve.');
	});

	it('does as the sentinels say', async () => {
		const instructions = 'peer:draft-email:a@b.example, peer:append-row:sheet-1';
		const { proposedActions } = await ask({
			...brief,
			task: { title: 'Both', instructions, material: '', recipients: [] }
		});
		expect(proposedActions.map(({ payload }) => payload)).toMatchObject([
			{ to: ['a@b.example'] },
			{ spreadsheet: 'sheet-1' }
		]);
	});

	it('has an attack that the page survives', async () => {
		const { deliverable } = await ask({
			...brief,
			task: { title: 'Attack', instructions: 'peer:xss', material: '', recipients: [] }
		});
		expect(deliverable).toContain('<script>');
		const html = renderMarkdown(deliverable);
		expect(html).not.toMatch(/<(script|img|iframe)|href="javascript/);
		expect(html).toContain('[U+202E]');
	});
});
