import type { Db } from '#server/ports/db.ts';
import { roles } from './catalogue/roles.ts';
import { allWorkflows } from './catalogue/workflows.ts';

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
	sample_tasks: role.sampleTasks,
	words: role.words
}));

const workflowRows = allWorkflows.map((template, index) => ({
	key: template.key,
	version: template.version,
	position: index + 1,
	role_template_key: template.role,
	name: template.name,
	description: template.description,
	instructions: template.instructions,
	inputs: template.inputs,
	fields: template.fields,
	steps: template.steps,
	trigger: template.trigger,
	minutes: template.minutes
}));

/**
 * Brings the catalogue in the database up to date. One statement a table, which touches no row that is
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
			sample_tasks = excluded.sample_tasks,
			words = excluded.words
		where kept is distinct from excluded`;
	await db.$executeRaw`
		insert into workflow_templates as kept
		select * from jsonb_populate_recordset(null::workflow_templates, ${JSON.stringify(workflowRows)}::jsonb) order by key
		on conflict (key) do update set
			version = excluded.version,
			position = excluded.position,
			role_template_key = excluded.role_template_key,
			name = excluded.name,
			description = excluded.description,
			instructions = excluded.instructions,
			inputs = excluded.inputs,
			fields = excluded.fields,
			steps = excluded.steps,
			trigger = excluded.trigger,
			minutes = excluded.minutes
		where kept is distinct from excluded`;
}
