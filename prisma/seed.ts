import type { Db } from '#server/ports.ts';
import { roles } from './catalogue/roles.ts';

const rows = roles.map((role, index) => ({
	key: role.key,
	position: index + 1,
	name: role.name,
	tagline: role.tagline,
	description: role.description,
	system_prompt: role.systemPrompt,
	default_name: role.defaultName,
	default_tone: role.defaultTone,
	permissions: role.permissions,
	starting_memories: role.startingMemories,
	minutes_saved: role.minutesSaved,
	sample_tasks: role.sampleTasks
}));

/**
 * Brings the catalogue in the database up to date. One statement, which touches no row that is
 * already right, and takes the rows in one order, so that several processes may run it at once.
 */
export async function seed(db: Db): Promise<void> {
	await db.$executeRaw`
		insert into role_templates as kept
		select * from jsonb_populate_recordset(null::role_templates, ${JSON.stringify(rows)}::jsonb) order by key
		on conflict (key) do update set
			position = excluded.position,
			name = excluded.name,
			tagline = excluded.tagline,
			description = excluded.description,
			system_prompt = excluded.system_prompt,
			default_name = excluded.default_name,
			default_tone = excluded.default_tone,
			permissions = excluded.permissions,
			starting_memories = excluded.starting_memories,
			minutes_saved = excluded.minutes_saved,
			sample_tasks = excluded.sample_tasks
		where kept is distinct from excluded`;
}
