import { Permissions } from '#lib/schemas/action.ts';
import type { Brief } from '#lib/schemas/brief.ts';
import type { Contents } from '#lib/schemas/outline.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import { withName } from '../address-book/target-kinds/email.ts';
import { namedSheets } from '../address-book/target-kinds/spreadsheet.ts';
import type { AddressBook } from '../address-book/target.ts';
import type { KindModule } from '../action/kind.ts';
import { kinds } from '../action/registry.ts';
import { dayIn } from '../time/time-zone.ts';
import type { Claim } from '../run/claim-run.ts';
import { endings, outcomeInWords, type Outcome } from '../run/outcome-words.ts';

type Row = {
	role_key: string;
	role_prompt: string;
	agent_name: string;
	agent_role: string;
	agent_description: string;
	tone: string;
	permissions: unknown;
	business_name: string;
	about: string;
	time_zone: string;
	requested_by: string | null;
	title: string;
	instructions: string;
	material: string;
	recipients: string[];
	feedback: string | null;
	earlier: unknown;
	memories: string[];
	book: AddressBook;
	/** Of registered spreadsheets that have been looked at. */
	tabs: { value: string; tabs: Contents['tabs'] }[];
	outcomes: Outcome[];
};

const outcomesShown = 5;

/** Gathers all that the agent is told: role, tone, business, memories, task, what it may propose, feedback. */
export async function loadBrief(deps: { db: Db; clock: Clock }, claim: Claim): Promise<Brief> {
	const row = await readRow(deps.db, claim);
	const mayDo = claim.type === 'work' ? allowedKinds(row) : [];
	const today = dayIn(row.time_zone, deps.clock.now());
	return {
		roleKey: row.role_key,
		rolePrompt: row.role_prompt,
		agent: {
			name: row.agent_name,
			role: row.agent_role,
			description: row.agent_description,
			tone: row.tone
		},
		business: { name: row.business_name, about: row.about },
		requestedBy: row.requested_by ?? '',
		memories: row.memories,
		task: {
			title: row.title,
			instructions: row.instructions,
			material: row.material,
			recipients: row.recipients.map((address) => withName(address, row.book))
		},
		allowedActions: mayDo.map(({ kind }) => kind),
		guides: Object.fromEntries(mayDo.map(({ kind, guide }) => [kind, guide])),
		shapes: Object.fromEntries(mayDo.map(({ kind, module }) => [kind, module.shape])),
		read: mayDo.flatMap(({ module }) => readBy(module, row, today)),
		spreadsheets: spreadsheetsIn(row),
		outcomes: claim.type === 'work' ? row.outcomes.map(outcomeInWords) : [],
		revision: row.feedback ? { feedback: row.feedback, earlier: ModelAnswer.parse(row.earlier) } : null,
		today
	};
}

/** Under the names that agents may name them by; one that nobody could look at yet has no tabs. */
function spreadsheetsIn({ book, tabs }: Row): Contents[] {
	return namedSheets(book).map(({ value, label: title }) => ({
		title,
		tabs: tabs.find((known) => known.value === value)?.tabs ?? []
	}));
}

type Allowed = { kind: string; guide: string; module: KindModule };

/** The kinds that the agent's permissions allow and that can be used now, with their guides. */
function allowedKinds({ permissions, book }: Row): Allowed[] {
	const allowed = Permissions.parse(permissions);
	return [...kinds.values()]
		.filter(({ kind }) => allowed[kind] !== 'off')
		.flatMap((module) => {
			const guide = module.guide(book);
			return guide === null ? [] : [{ kind: module.kind, guide, module }];
		});
}

/** What a kind finds in the instructions; pasted material gives no orders, so it is not looked at. */
function readBy(module: KindModule, { title, instructions, book }: Row, today: string): Brief['read'] {
	const payload = module.read?.(instructions || title, today);
	if (!payload) return [];
	const { title: name, snippet } = module.summary(payload, book);
	return [
		{ kind: module.kind, payload: payload as Record<string, unknown>, text: `**${name}**  \n${snippet}` }
	];
}

async function readRow(db: Db, claim: Claim): Promise<Row> {
	const rows = await db.$queryRaw<[Row]>`
		with given as materialized (
			-- One row first: a plan kept from when tables were small would read all runs for each task instead.
			select r.workspace_id, r.task_id, r.feedback from runs r
			where r.workspace_id = ${claim.workspaceId}::uuid and r.id = ${claim.runId}::uuid
		)
		select a.role_template_key as role_key, rt.system_prompt as role_prompt,
			a.name as agent_name, a.role as agent_role, a.description as agent_description, a.tone, a.permissions,
			w.name as business_name, w.about, w.time_zone, u.name as requested_by,
			t.title, t.instructions, t.material, t.recipients, r.feedback,
			(
				select case when e.own_deliverable is null then e.result
					else jsonb_set(e.result, '{deliverable}', to_jsonb(e.own_deliverable)) end from runs e
				where e.workspace_id = r.workspace_id and e.task_id = r.task_id and e.status = 'succeeded'
				order by e.number desc limit 1
			) as earlier,
			array(
				select m.text from memories m
				where m.workspace_id = a.workspace_id and m.agent_id = a.id and m.enabled order by m.id
			) as memories,
			array(
				select jsonb_build_object('kind', b.kind, 'id', b.id, 'value', b.value, 'label', b.label)
				from address_book b where b.workspace_id = r.workspace_id order by b.id
			) || jsonb_build_object('kind', 'calendar', 'id', 'own', 'value', w.time_zone, 'label', 'Your calendar') as book,
			array(
				select jsonb_build_object('value', l.value, 'tabs', l.tabs)
				from target_outlines l
				join address_book b on b.workspace_id = l.workspace_id and b.kind = l.kind and b.value = l.value
				where l.workspace_id = r.workspace_id
			) as tabs,
			array(
				select jsonb_build_object('title', o.title, 'snippet', o.snippet, 'status', o.status, 'reason',
					left(coalesce(o.error_message, (
						select v.feedback from reviews v
						where v.workspace_id = o.workspace_id and v.run_id = o.run_id and v.undone_at is null
							and (v.action_id = o.id or v.action_id is null) and v.decision <> 'approve'
						order by v.action_id is null limit 1
					)), 500))
				-- Behind a select: a plan that knows how many there are is made anew each time.
				from unnest((select ${[...kinds.keys()]}::text[])) as known(kind)
				cross join lateral (
					-- The newest of each kind, straight from the index.
					select * from actions o
					where o.workspace_id = a.workspace_id and o.agent_id = a.id and o.kind = known.kind
					order by o.id desc limit ${outcomesShown}
				) o
				where o.status = any(${endings}::text[]) and o.error_code is distinct from 'superseded'
				order by o.id desc limit ${outcomesShown}
			) as outcomes
		from given r
		join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
		join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
		join role_templates rt on rt.key = a.role_template_key
		join workspaces w on w.id = r.workspace_id
		left join users u on u.id = t.created_by_id`;
	return rows[0];
}
