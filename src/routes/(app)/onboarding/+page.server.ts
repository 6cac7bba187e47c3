import { redirect } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import { roleFace } from '#lib/role-face.ts';
import { timeZones } from '#lib/time-zones.ts';
import type { Caller } from '#server/trpc/router.ts';
import type { PageServerLoad } from './$types';
import { openStep } from './steps.ts';
import { samplesFor, tradeOf } from './trades.ts';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
	depends('app:session', 'app:agents', 'app:tasks');
	const { session, api } = locals;
	if (!session) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
	// Before anything is read: what happens while it is read is heard of.
	const lastEventId = await api.events.latest();
	const [templates, agents, integrations] = await Promise.all([
		loaded(api.roleTemplates.list()),
		loaded(api.agents.list({})),
		loaded(api.integrations.list())
	]);
	const trade = tradeOf(url.searchParams.get('trade'));
	const agent = agents.items[0] ?? null;
	const { workspace } = session;
	const roles = templates.items.map((template, position) => ({
		key: template.key,
		name: template.name,
		person: template.defaultName,
		tagline: template.tagline,
		avatar: roleFace(position),
		samples: samplesFor(trade, { key: template.key, samples: template.sampleTasks })
	}));
	const asked = url.searchParams.get('role');
	const role = roles.find(({ key }) => key === (agent?.roleTemplate ?? asked)) ?? null;
	const step = openStep(url.searchParams.get('step'), {
		about: workspace.about,
		hired: agent !== null,
		role: role?.key ?? null
	});
	if (workspace.onboarded) redirect(303, '/dashboard');
	return {
		step,
		workspace,
		roles,
		role,
		agent,
		trade: trade && { key: trade.key, role: trade.role },
		task: agent && (await latestTask(api, agent.id)),
		google: {
			available: integrations.google.available,
			connected: integrations.items.some(({ status }) => status === 'connected')
		},
		zones: timeZones(workspace.timeZone),
		lastEventId
	};
};

/** What was asked for last, so that a reload shows it again. The agent's first task is its own introduction. */
async function latestTask(api: Caller, agentId: string) {
	const { items } = await loaded(api.tasks.list({ agentId, limit: 10 }));
	const [latest] = items.slice(0, -1);
	return latest ? loaded(api.tasks.get({ id: latest.id })) : null;
}
