import { Permissions, type Flag, type ProposedAction } from '#lib/schemas/action.ts';
import { newId } from '#server/ids.ts';
import type { Db } from '#server/ports.ts';
import { readConnection } from '../../integration/connection.ts';
import { abilitiesOf } from '../../integration/google-scopes.ts';
import { contentHash } from '../../run/canonical-json.ts';
import { targetKey, type AddressBook, type KindModule, type Target } from '../kind.ts';
import { readBook } from '../read-book.ts';
import { kinds } from '../registry.ts';
import { flagsOf } from './flags.ts';
import { namedIn } from './named.ts';

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
 * working connection and the lack of any flag allow together.
 */
export async function readProposals(db: Db, place: Place, proposed: ProposedAction[]): Promise<Proposal[]> {
	if (proposed.length === 0) return [];
	const [task, book, connection] = await Promise.all([
		readTask(db, place),
		readBook(db, place.workspaceId),
		readConnection(db, place.workspaceId)
	]);
	const permissions = Permissions.parse(task.permissions);
	const checked = proposed
		.filter(({ kind }) => permissions[kind] !== 'off')
		.flatMap((action) => check(action, book));
	const known = {
		named: namedIn([task.title, task.instructions, ...task.feedback], book),
		reached: await reachedBefore(db, place.workspaceId, checked)
	};
	const abilities = connection?.status === 'connected' ? abilitiesOf(connection.scopes) : [];
	return checked.map(({ kind, why, payload, targets }, position) => {
		const { title, snippet } = kind.summary(payload, book);
		const flags = flagsOf(targets, payload, known);
		const connected = kind.needs === null || abilities.includes(kind.needs);
		const automatic =
			permissions[kind.kind] === 'auto' && kind.mayBeAutomatic && connected && flags.length === 0;
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
	const parsed = kind?.payload.safeParse(raw);
	if (!kind || !parsed?.success || kind.guide(book) === null) return [];
	const targets = new Map(kind.targets(parsed.data, book).map((target) => [targetKey(target), target]));
	return [{ kind, why, payload: parsed.data, targets: [...targets.values()] }];
}

type TaskRow = { title: string; instructions: string; permissions: unknown; feedback: string[] };

/** `material` is left out on purpose: it names nobody. */
async function readTask(db: Db, { workspaceId, taskId }: Place): Promise<TaskRow> {
	const [row] = await db.$queryRaw<[TaskRow]>`
		select t.title, t.instructions, a.permissions, array(
			select r.feedback from runs r
			where r.workspace_id = t.workspace_id and r.task_id = t.id and r.feedback is not null
		) as feedback
		from tasks t join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
		where t.workspace_id = ${workspaceId}::uuid and t.id = ${taskId}::uuid`;
	return row;
}

async function reachedBefore(db: Db, workspaceId: string, checked: Checked[]): Promise<Set<string>> {
	const keys = checked.flatMap(({ targets }) => targets.map(targetKey));
	const rows = await db.$queryRaw<{ key: string }[]>`
		select key from unnest(${[...new Set(keys)]}::text[]) as key
		where exists (
			select 1 from actions a
			where a.workspace_id = ${workspaceId}::uuid and a.status = 'succeeded' and a.targets @> array[key]
		)`;
	return new Set(rows.map(({ key }) => key));
}
