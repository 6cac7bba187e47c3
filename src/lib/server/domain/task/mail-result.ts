import type { DraftEmail } from '#lib/schemas/action.ts';
import type { TaskStatus } from '#lib/schemas/task.ts';
import type { MailResult } from '#lib/schemas/result.ts';
import { documentText } from '#server/document-blocks.ts';
import { DomainError, notFound } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { bareAddress } from '#lib/email-addresses.ts';
import { readBook } from '../address-book/read-book.ts';
import { targetKey } from '../address-book/target.ts';
import { lockTask } from '../action/move-task-on.ts';
import { flagsOf } from '../action/propose/flags.ts';
import { namedIn } from '../action/propose/named.ts';
import { reachedBefore } from '../action/propose/reached-before.ts';
import { kinds } from '../action/registry.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';
import { refuseDeparted } from '../agent/refuse-archived.ts';
import { recordEvent } from '../event/record-event.ts';
import { contentHash } from '../ledger/canonical-json.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { alreadyDecided } from './already-decided.ts';
import { keepOwnDeliverable } from './own-deliverable.ts';

type Locked = { status: TaskStatus; agent_id: string; title: string };

/**
 * Proposes the text of a result as a mail, to whom the person names: it comes before a reviewer like any other mail, and
 * its task with it. Answers the action's id. Throws `forbidden`, `not_found`, `already_decided` for another version or a
 * task that was rejected, `illegal_transition` without a result, or when it proposes something itself,
 * `agent_unavailable` when the agent may not propose mails.
 */
export async function mailResult(deps: { db: Db }, actor: Actor, input: MailResult): Promise<string> {
	authorise(actor, 'review work');
	memberOf(actor);
	return deps.db.$transaction(async (tx) => {
		const task = await lock(tx, actor, input);
		const run = await resultOf(tx, actor, input);
		const standing = run.ownDeliverable ?? ModelAnswer.parse(run.result).deliverable;
		const text = input.deliverable ?? standing;
		// What was approved stays as it is, whatever a page that was open before has in its hands.
		if (task.status === 'needs_review')
			await keepOwnDeliverable(tx, actor.workspaceId, run, input.deliverable);
		const mail = mailOf(input, task.title, text);
		const id = await propose(tx, actor, { taskId: input.id, runId: run.runId, agentId: task.agent_id }, mail);
		if (task.status !== 'needs_review') await reopen(tx, actor, input.id);
		const { workspaceId, by } = actor;
		const data = { title: mail.subject };
		await recordEvent(tx, {
			workspaceId,
			kind: 'task.mailed',
			taskId: input.id,
			agentId: task.agent_id,
			by,
			data
		});
		return id;
	});
}

async function lock(tx: Tx, actor: Actor, { id }: MailResult): Promise<Locked> {
	if (!(await lockTask(tx, actor.workspaceId, id))) throw notFound('task');
	const [task] = await tx.$queryRaw<[Locked & { type: string; rehearsed: boolean }]>`
		select status, agent_id, title, type, dry_run or shadow as rehearsed from tasks
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
	if (task.type === 'demo')
		throw new DomainError(
			'illegal_transition',
			'A demo goes nowhere. Give it as a task to have it as a mail.'
		);
	if (task.rehearsed)
		throw new DomainError(
			'illegal_transition',
			'A rehearsal goes nowhere. Run it for real to have it as a mail.'
		);
	if (task.status === 'needs_review' || task.status === 'completed') return task;
	throw await alreadyDecided(tx, actor, id, task.status);
}

async function resultOf(tx: Tx, actor: Actor, { id, runId }: MailResult) {
	const run = await tx.run.findFirst({
		where: { workspaceId: actor.workspaceId, taskId: id, status: 'succeeded' },
		orderBy: { number: 'desc' },
		select: { id: true, result: true, ownDeliverable: true, _count: { select: { actions: true } } }
	});
	if (!run) throw new DomainError('illegal_transition', 'There is no result yet.');
	if (runId && runId !== run.id) throw newerText();
	if (run._count.actions > 0)
		throw new DomainError(
			'illegal_transition',
			'This proposes something already. Decide that, or give a new task.'
		);
	return { runId: run.id, result: run.result, ownDeliverable: run.ownDeliverable };
}

function newerText(): DomainError {
	return new DomainError(
		'already_decided',
		'A newer version has come in since you opened this. Please look again.'
	);
}

function mailOf({ to, subject }: MailResult, title: string, text: string): DraftEmail {
	return { to, cc: [], bcc: [], subject: subject || title, body: documentText(text) };
}

function tooLong(why = 'It does not fit into one.'): DomainError {
	const message = `This cannot be a mail as it is: ${why}`;
	return new DomainError('invalid_input', message, { fields: { deliverable: message } });
}

type Place = { taskId: string; runId: string; agentId: string };

async function propose(tx: Tx, actor: Actor, place: Place, mail: DraftEmail): Promise<string> {
	const { workspaceId } = actor;
	const kind = [...kinds.values()].find(({ shape }) => shape === 'mail');
	if (!kind) throw new DomainError('internal', 'No kind of action writes mails.');
	await refuseDeparted(tx, actor, place.agentId, [kind.kind]);
	const read = kind.payload.safeParse(mail);
	if (!read.success) throw tooLong(read.error.issues[0]?.message);
	const payload = read.data as object;
	const book = await readBook(tx, workspaceId);
	const targets = kind.targets(payload, book);
	const recipients = namedIn({ recipients: mail.to.map(bareAddress), texts: [] }, book);
	const reached = await reachedBefore(tx, workspaceId, targets.map(targetKey));
	const { title, snippet } = kind.summary(payload, book);
	const [{ expires }] = await tx.$queryRaw<[{ expires: Date }]>`select now() + interval '7 days' as expires`;
	const { id } = await tx.action.create({
		data: {
			...place,
			id: newId(),
			workspaceId,
			position: 0,
			kind: kind.kind,
			why: 'You asked for this text as a mail.',
			payload,
			payloadHash: contentHash(payload),
			title,
			snippet,
			targets: targets.map(targetKey),
			flags: flagsOf(targets, payload, { named: recipients, recipients, reached, book }),
			expiresAt: expires
		},
		select: { id: true }
	});
	return id;
}

async function reopen(tx: Tx, { workspaceId }: Actor, id: string): Promise<void> {
	await tx.$executeRaw`
		update tasks set status = 'needs_review', updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
}
