import type { AddMemory, Memory } from '#lib/schemas/memory.ts';
import { DomainError, notFound } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { readMemory } from './memory-view.ts';

/** All of them are in every prompt, so there is an end to them. */
export const mostMemories = 100;

/**
 * Gives an agent something to keep in mind: typed in, or a lesson from a review of its work. The same text a second
 * time changes nothing and answers the first. Throws `forbidden`, `not_found`, `invalid_input` past 100.
 */
export async function addMemory(deps: { db: Db }, actor: Actor, input: AddMemory): Promise<Memory> {
	authorise(actor, 'review work');
	return deps.db.$transaction(async (tx) => {
		const name = await lockAgent(tx, actor, input.agentId);
		if (input.reviewId) await demandReview(tx, actor, input.agentId, input.reviewId);
		const id = (await sameText(tx, actor, input)) ?? (await insert(tx, actor, input, name));
		const memory = await readMemory(tx, actor.workspaceId, id);
		if (!memory) throw notFound('memory');
		return memory;
	});
}

/** Of two at once, the second counts the first. */
async function lockAgent(tx: Tx, { workspaceId }: Actor, agentId: string): Promise<string> {
	const [agent] = await tx.$queryRaw<{ name: string }[]>`
		select name from agents
		where workspace_id = ${workspaceId}::uuid and id = ${agentId}::uuid for no key update`;
	if (!agent) throw notFound('agent');
	return agent.name;
}

async function demandReview(tx: Tx, { workspaceId }: Actor, agentId: string, id: string): Promise<void> {
	const reviews = await tx.review.count({ where: { workspaceId, id, task: { agentId } } });
	if (reviews === 0) throw notFound('review');
}

async function sameText(
	tx: Tx,
	{ workspaceId }: Actor,
	{ agentId, text }: AddMemory
): Promise<string | null> {
	const same = await tx.memory.findFirst({
		where: { workspaceId, agentId, text: oneLine(text), enabled: true },
		select: { id: true }
	});
	return same?.id ?? null;
}

async function insert(tx: Tx, actor: Actor, input: AddMemory, name: string): Promise<string> {
	const { workspaceId, by } = actor;
	const { agentId, reviewId = null } = input;
	if ((await tx.memory.count({ where: { workspaceId, agentId } })) >= mostMemories) throw full(name);
	const [id, text] = [newId(), oneLine(input.text)];
	const source = reviewId ? 'lesson' : 'person';
	await tx.memory.create({ data: { id, workspaceId, agentId, text, source, reviewId } });
	const data = { name, message: text };
	await recordEvent(tx, { workspaceId, kind: 'agent.learnt', agentId, by, data });
	return id;
}

/** Every memory is one line of the prompt. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

function full(name: string): DomainError {
	const message = `${name} keeps ${mostMemories} things in mind already. Remove one first.`;
	return new DomainError('invalid_input', message, { fields: { text: message } });
}
