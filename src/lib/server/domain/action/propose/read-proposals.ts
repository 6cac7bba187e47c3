import { Permissions, type Flag, type ProposedAction } from '#lib/schemas/action.ts';
import { newId } from '#server/ids.ts';
import type { Db } from '#server/ports/db.ts';
import type { Outlines } from '../../address-book/outlines.ts';
import type { ConnectDeps } from '../../connection/connect.ts';
import { readConnection } from '../../connection/connection.ts';
import { abilitiesOf } from '../../connection/google-scopes.ts';
import { contentHash } from '../../ledger/canonical-json.ts';
import { targetKey, type AddressBook, type Target } from '../../address-book/target.ts';
import type { KindModule } from '../kind.ts';
import { readBook } from '../../address-book/read-book.ts';
import { kinds } from '../registry.ts';
import { lookAtTargets } from '../look-at-target.ts';
import { misfitFlags, outlineOf } from '../misfits.ts';
import { flagsOf } from './flags.ts';
import { isNamed, namedIn } from './named.ts';
import { reachedBefore } from './reached-before.ts';

/** A row of `actions` to be, named as its columns, and whether it may go ahead without a person. */
export type Proposal = {
	id: string;
	position: number;
	kind: string;
	why: string;
	payload: unknown;
	payload_hash: string;
	title: string;
	snippet: string;
	targets: string[];
	flags: Flag[];
	automatic: boolean;
};

type Place = { workspaceId: string; taskId: string };
type Checked = { kind: KindModule; why: string; payload: unknown; targets: Target[] };

/**
 * What a run proposes, made ready to be kept: kinds that the agent may not propose and payloads that are none are
 * left out, the others get their targets and their flags. Automatic is only what the agent's permission, the kind, a
 * working connection and the lack of any flag allow together, and only to whom a person has put into the address book
 * or the task's recipients: what a text says is enough to propose, not to act.
 */
export async function readProposals(
	deps: ConnectDeps,
	place: Place,
	proposed: ProposedAction[]
): Promise<Proposal[]> {
	if (proposed.length === 0) return [];
	const { db } = deps;
	const [task, book, connection] = await Promise.all([
		readTask(db, place),
		readBook(db, place.workspaceId),
		readConnection(db, place.workspaceId)
	]);
	const permissions = Permissions.parse(task.permissions);
	const readable = proposed
		.filter(({ kind }) => permissions[kind] !== 'off')
		.flatMap((action) => check(action, book));
	const outlines = await lookAtTargets(
		deps,
		place.workspaceId,
		readable.flatMap(({ targets }) => targets)
	);
	const checked = readable.map((one) => settled(one, outlines));
	const { recipients } = task;
	const put = new Set([...namedIn({ recipients, texts: [] }, book), ...task.named]);
	const known = {
		book,
		recipients: namedIn({ recipients, texts: [] }, []),
		named: new Set([
			...namedIn({ recipients, texts: [task.instructions, ...task.feedback] }, book),
			...task.named
		]),
		reached: await reachedBefore(
			db,
			place.workspaceId,
			checked.flatMap(({ targets }) => targets.map(targetKey))
		)
	};
	const abilities = connection?.status === 'connected' ? abilitiesOf(connection.scopes) : [];
	return checked.map(({ kind, why, payload, targets }, position) => {
		const { title, snippet } = kind.summary(payload, book);
		const flags = [...flagsOf(targets, payload, known), ...misfitFlags(kind, payload, targets, outlines)];
		const { ability } = kind.needs;
		const connected = ability === null || abilities.includes(ability);
		const automatic =
			permissions[kind.kind] === 'auto' &&
			kind.mayBeAutomatic &&
			connected &&
			flags.length === 0 &&
			targets.every((target) => isNamed(target, put));
		return {
			id: newId(),
			position,
			kind: kind.kind,
			why,
			payload,
			payload_hash: contentHash(payload),
			title,
			snippet,
			targets: targets.map(targetKey),
			flags,
			automatic
		};
	});
}

function check({ kind: name, why, payload: raw }: ProposedAction, book: AddressBook): Checked[] {
	const kind = kinds.get(name);
	const parsed = kind && (kind.proposal ?? kind.payload).safeParse(raw);
	if (!kind || !parsed?.success || kind.guide(book) === null) return [];
	const targets = new Map(kind.targets(parsed.data, book).map((target) => [targetKey(target), target]));
	return [{ kind, why, payload: parsed.data, targets: [...targets.values()] }];
}

/** With what the owner of what it writes into has chosen for it. */
function settled(one: Checked, outlines: Outlines): Checked {
	const outline = outlineOf(one.kind, one.targets, outlines);
	return outline ? { ...one, payload: one.kind.contents?.settled(one.payload, outline) } : one;
}

type TaskRow = {
	instructions: string;
	recipients: string[];
	named: string[];
	permissions: unknown;
	feedback: string[];
};

/** Title and `material` are left out on purpose: they name nobody. */
async function readTask(db: Db, { workspaceId, taskId }: Place): Promise<TaskRow> {
	const [row] = await db.$queryRaw<[TaskRow]>`
		select t.instructions, t.recipients, t.named, a.permissions, array(
			select r.feedback from runs r
			where r.workspace_id = t.workspace_id and r.task_id = t.id and r.feedback is not null
		) as feedback
		from tasks t join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
		where t.workspace_id = ${workspaceId}::uuid and t.id = ${taskId}::uuid`;
	return row;
}
