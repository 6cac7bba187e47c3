import { error } from '@sveltejs/kit';
import { cardOf } from '#lib/components/workflow/template-groups.ts';
import { loaded } from '#lib/load-error.ts';
import type { Trigger } from '#lib/schemas/workflow-template.ts';
import type { PageServerLoad } from './$types';

const longestName = 80;

export const load: PageServerLoad = async ({ locals, url, depends, parent }) => {
	depends('app:agents');
	const [{ items: templates }, present, roles] = await Promise.all([
		loaded(locals.api.workflowTemplates.list({})),
		loaded(locals.api.agents.list({})),
		loaded(locals.api.roleTemplates.list())
	]);
	const key = url.searchParams.get('template');
	const template = templates.find((one) => one.key === key) ?? null;
	if (key !== null && !template)
		error(404, 'There is no such template. All there are: Workflows, New workflow.');
	const workspaceZone = (await parent()).session.workspace.timeZone;
	const task = await repeatedTask(locals, url.searchParams.get('task'));
	const agents = present.items.map(({ id, name, role, roleTemplate }) => ({ id, name, role, roleTemplate }));
	const wanted = task?.agent.id ?? url.searchParams.get('agent');
	const asked = agents.find(({ id }) => id === wanted);
	return {
		templates: template ? [] : templates.map(cardOf),
		template,
		agents,
		roleNames: Object.fromEntries(roles.items.map((role) => [role.key, role.name])),
		hired: (asked ? [asked] : agents).map(({ roleTemplate }) => roleTemplate),
		agentId: asked?.id ?? null,
		repeated: task && {
			id: task.id,
			name: task.title.slice(0, longestName).replace(/[\uD800-\uDBFF]$/, ''),
			inputs: { task: task.instructions, to: task.recipients },
			trigger: weeklyAs(task.createdAt, workspaceZone),
			leavesOut: task.material !== ''
		}
	};
};

/** The task that shall come round. Others than those that are there are none. */
function repeatedTask(locals: App.Locals, id: string | null) {
	return id === null ? null : loaded(locals.api.tasks.get({ id }));
}

/** On the weekday on which it was given, at eight. */
function weeklyAs(at: string, timeZone: string): Trigger {
	const day = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone }).format(new Date(at));
	const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(day);
	return { kind: 'schedule', cron: `0 8 * * ${weekday}`, timeZone };
}
