import { redirect } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import { roleFace } from '#lib/role-face.ts';
import { timeZones } from '#lib/time-zones.ts';
import type { Caller } from '#server/trpc/router.ts';
import type { PageServerLoad } from './$types';
import { openStep } from './steps.ts';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
	depends('app:session', 'app:agents', 'app:tasks');
	const { session, api } = locals;
	if (!session) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
	const [templates, agents] = await Promise.all([
		loaded(api.roleTemplates.list()),
		loaded(api.agents.list({}))
	]);
	const agent = agents.items[0] ?? null;
	const { workspace } = session;
	const roles = templates.items.map((template, position) => ({
		key: template.key,
		name: template.name,
		person: template.defaultName,
		tagline: template.tagline,
		avatar: roleFace(position),
		samples: template.sampleTasks
	}));
	const asked = url.searchParams.get('role');
	const role = roles.find(({ key }) => key === (agent?.roleTemplate ?? asked)) ?? null;
	const step = openStep(url.searchParams.get('step'), {
		about: workspace.about,
		hired: agent !== null,
		role: role?.key ?? null
	});
	if (workspace.onboarded && step !== 'done') redirect(303, '/dashboard');
	return {
		step,
		workspace,
		roles,
		role,
		agent,
		demo: agent && (await latestDemo(api, agent.id)),
		zones: timeZones(workspace.timeZone),
		lastEventId: await api.events.latest()
	};
};

/** The sample that was tried last, so that a reload shows it again. */
async function latestDemo(api: Caller, agentId: string) {
	const { items } = await loaded(api.tasks.list({ agentId, limit: 10 }));
	const demo = items.find(({ type }) => type === 'demo');
	return demo ? loaded(api.tasks.get({ id: demo.id })) : null;
}
