import type { Db } from '#server/ports.ts';
import { kinds } from '../action/registry.ts';

type Row = { title: string; snippet: string; status: string; reason: string | null };

const outcomesShown = 5;

const said: Record<string, (reason: string | null) => string> = {
	expired: () => 'expired unanswered: nobody decided in time, and nothing was done.',
	rejected: (reason) => (reason ? `was rejected: ${reason}` : 'was rejected.'),
	failed: (reason) => (reason ? `could not be carried out: ${reason}` : 'could not be carried out.')
};

/** What became of an agent's last proposals that came to nothing, the newest first, a sentence each. */
export async function readOutcomes(db: Db, workspaceId: string, agentId: string): Promise<string[]> {
	const rows = await db.$queryRaw<Row[]>`
		select a.title, a.snippet, a.status, left(coalesce(a.error_message, (
			select v.feedback from reviews v
			where v.workspace_id = a.workspace_id and v.run_id = a.run_id and v.undone_at is null
				and (v.action_id = a.id or v.action_id is null) and v.decision <> 'approve'
			order by v.action_id is null limit 1
		)), 500) as reason
		-- Behind a select: a plan that knows how many there are is made anew each time.
		from unnest((select ${[...kinds.keys()]}::text[])) as known(kind)
		cross join lateral (
			-- The newest of each kind, straight from the index.
			select * from actions a
			where a.workspace_id = ${workspaceId}::uuid and a.agent_id = ${agentId}::uuid and a.kind = known.kind
			order by a.id desc limit ${outcomesShown}
		) a
		where a.status = any(${Object.keys(said)}::text[])
		order by a.id desc limit ${outcomesShown}`;
	return rows.map(({ title, snippet, status, reason }) => {
		const what = snippet ? `${title} (${snippet})` : title;
		return `${what} ${said[status]?.(reason) ?? status}`;
	});
}
