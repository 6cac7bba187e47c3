import type { BulkResult } from '#lib/schemas/bulk.ts';
import { describe, expect, test } from 'vitest';
import { appRouter, type Caller } from '#server/trpc/router.ts';
import { callerOf } from '../support/app.ts';
import { openWorkerFixture, type Tenant } from '../support/worker-fixture.ts';
import { makeProposals } from '../support/proposals.ts';
import { receipts } from '../support/workflow-fixture.ts';
import { createWorkflow } from '#server/domain/workflow/create-workflow.ts';
import { createTask } from '#server/domain/task/create-task.ts';

/**
 * Every procedure is classified here, or this test fails: who may call it, and which ids it takes. Ids of
 * another workspace must get exactly the answer of ids that do not exist.
 */
type Class =
	| { who: 'anybody' }
	| { who: 'members'; ids: 'none' }
	| { who: 'members'; ids: keyof Theirs; call: (api: Caller, id: string) => Promise<unknown> };

/** One of each in another workspace. */
type Theirs = {
	agent: string;
	task: string;
	action: string;
	integration: string;
	memory: string;
	address: string;
	workflow: string;
	session: string;
};

const note = 'Because.';
const hash = '0'.repeat(64);

/** As an error of its own, what one of many was refused with. */
function refusedOne({ results }: BulkResult): never {
	const { code = '', message = '' } = results[0]?.error ?? {};
	throw Object.assign(new Error(message), { code: code.toUpperCase() });
}

const classes: Record<string, Class> = {
	'auth.signUp': { who: 'anybody' },
	'auth.signUpOpen': { who: 'anybody' },
	'auth.signIn': { who: 'anybody' },
	'auth.mailing': { who: 'anybody' },
	'auth.forgot': { who: 'anybody' },
	'auth.resetLink': { who: 'anybody' },
	'auth.reset': { who: 'anybody' },
	'auth.signOut': { who: 'anybody' },
	'auth.session': { who: 'members', ids: 'none' },
	'account.edit': { who: 'members', ids: 'none' },
	'account.changePassword': { who: 'members', ids: 'none' },
	'account.changeEmail': { who: 'members', ids: 'none' },
	'account.askAddress': { who: 'members', ids: 'none' },
	'account.addressLink': { who: 'anybody' },
	'account.confirmAddress': { who: 'anybody' },
	'account.stopLink': { who: 'anybody' },
	'account.stopEmailChange': { who: 'anybody' },
	'account.sessions': { who: 'members', ids: 'none' },
	'account.endSession': {
		who: 'members',
		ids: 'session',
		call: (api, id) => api.account.endSession({ id })
	},
	'account.endOtherSessions': { who: 'members', ids: 'none' },
	'roleTemplates.list': { who: 'anybody' },
	'workspace.edit': { who: 'members', ids: 'none' },
	'workspace.pause': { who: 'members', ids: 'none' },
	'workspace.resume': { who: 'members', ids: 'none' },
	'engine.status': { who: 'members', ids: 'none' },
	'members.notifications': { who: 'members', ids: 'none' },
	'members.setNotifications': { who: 'members', ids: 'none' },
	'usage.get': { who: 'members', ids: 'none' },
	'usage.estimate': {
		who: 'members',
		ids: 'agent',
		call: (api, agentId) => api.usage.estimate({ kind: 'agent', id: agentId })
	},
	'billing.prices': { who: 'anybody' },
	'site.facts': { who: 'anybody' },
	'site.status': { who: 'anybody' },
	'site.openContact': { who: 'anybody' },
	'site.sendContact': { who: 'anybody' },
	'billing.get': { who: 'members', ids: 'none' },
	'billing.checkout': { who: 'members', ids: 'none' },
	'billing.confirm': { who: 'members', ids: 'none' },
	'billing.portal': { who: 'members', ids: 'none' },
	'billing.preview': { who: 'members', ids: 'none' },
	'billing.cancel': { who: 'members', ids: 'none' },
	'billing.resume': { who: 'members', ids: 'none' },
	'billing.keep': {
		who: 'members',
		ids: 'agent',
		call: (api, id) => api.billing.keep({ agentIds: [id] })
	},
	'activity.list': { who: 'members', ids: 'none' },
	'events.latest': { who: 'members', ids: 'none' },
	'events.live': { who: 'members', ids: 'none' },
	'agents.hire': { who: 'members', ids: 'none' },
	'agents.list': { who: 'members', ids: 'none' },
	'agents.get': { who: 'members', ids: 'agent', call: (api, id) => api.agents.get({ id }) },
	'agents.edit': { who: 'members', ids: 'agent', call: (api, id) => api.agents.edit({ id, name: 'Mine' }) },
	'memories.list': {
		who: 'members',
		ids: 'agent',
		call: (api, agentId) => api.memories.list({ agentId })
	},
	'memories.add': {
		who: 'members',
		ids: 'agent',
		call: (api, agentId) => api.memories.add({ agentId, text: note })
	},
	'memories.edit': {
		who: 'members',
		ids: 'memory',
		call: (api, id) => api.memories.edit({ id, text: note })
	},
	'memories.remove': { who: 'members', ids: 'memory', call: (api, id) => api.memories.remove({ id }) },
	'trust.answer': {
		who: 'members',
		ids: 'agent',
		call: (api, agentId) => api.trust.answer({ agentId, kind: 'gmail.draftEmail', accept: true })
	},
	'addressBook.list': { who: 'members', ids: 'none' },
	'addressBook.add': { who: 'members', ids: 'none' },
	'addressBook.setNumbers': {
		who: 'members',
		ids: 'address',
		call: (api, id) => api.addressBook.setNumbers({ id, columns: [] })
	},
	'addressBook.remove': { who: 'members', ids: 'address', call: (api, id) => api.addressBook.remove({ id }) },
	'tasks.create': {
		who: 'members',
		ids: 'agent',
		call: (api, agentId) => api.tasks.create({ agentId, title: 'Theirs', instructions: note })
	},
	'tasks.list': { who: 'members', ids: 'none' },
	'tasks.counts': { who: 'members', ids: 'none' },
	'tasks.get': { who: 'members', ids: 'task', call: (api, id) => api.tasks.get({ id }) },
	'tasks.decide': {
		who: 'members',
		ids: 'task',
		call: (api, id) => api.tasks.decide({ id, decision: 'reject', feedback: note })
	},
	'tasks.undo': { who: 'members', ids: 'task', call: (api, id) => api.tasks.undo({ id }) },
	'tasks.items': { who: 'members', ids: 'task', call: (api, id) => api.tasks.items({ id }) },
	'tasks.preview': { who: 'members', ids: 'none' },
	'tasks.mail': {
		who: 'members',
		ids: 'task',
		call: (api, id) => api.tasks.mail({ id, to: ['mine@northwind.example'] })
	},
	'tasks.download': {
		who: 'members',
		ids: 'task',
		call: (api, id) => api.tasks.download({ id, format: 'md' })
	},
	'tasks.retry': { who: 'members', ids: 'task', call: (api, id) => api.tasks.retry({ id }) },
	'tasks.bulk': {
		who: 'members',
		ids: 'task',
		call: async (api, id) => refusedOne(await api.tasks.bulk({ what: 'cancel', ids: [id] }))
	},
	'tasks.bringBack': { who: 'members', ids: 'task', call: (api, id) => api.tasks.bringBack({ id }) },
	'actions.get': { who: 'members', ids: 'action', call: (api, id) => api.actions.get({ id }) },
	'actions.decide': {
		who: 'members',
		ids: 'action',
		call: (api, id) => api.actions.decide({ id, decision: 'reject', hash, feedback: note })
	},
	'actions.look': { who: 'members', ids: 'action', call: (api, id) => api.actions.look({ id }) },
	'actions.undo': { who: 'members', ids: 'action', call: (api, id) => api.actions.undo({ id }) },
	'actions.resolve': {
		who: 'members',
		ids: 'action',
		call: (api, id) => api.actions.resolve({ id, outcome: 'again' })
	},
	'actions.bulk': {
		who: 'members',
		ids: 'action',
		call: async (api, id) =>
			refusedOne(await api.actions.bulk({ decision: 'approve', items: [{ id, hash }] }))
	},
	'actions.kinds': { who: 'members', ids: 'none' },
	'inbox.list': { who: 'members', ids: 'none' },
	'inbox.counts': { who: 'members', ids: 'none' },
	'inbox.get': { who: 'members', ids: 'action', call: (api, id) => api.inbox.get({ id, type: 'action' }) },
	'inbox.snooze': {
		who: 'members',
		ids: 'task',
		call: (api, id) =>
			api.inbox.snooze({ id, type: 'result', until: new Date(Date.now() + 60_000).toISOString() })
	},
	'forms.get': { who: 'anybody' },
	'forms.send': { who: 'anybody' },
	'schedules.preview': { who: 'members', ids: 'none' },
	'workflowTemplates.list': { who: 'members', ids: 'none' },
	'workflows.create': {
		who: 'members',
		ids: 'agent',
		call: (api, agentId) => api.workflows.create(receipts(agentId))
	},
	'workflows.week': { who: 'members', ids: 'none' },
	'workflows.list': { who: 'members', ids: 'none' },
	'workflows.get': { who: 'members', ids: 'workflow', call: (api, id) => api.workflows.get({ id }) },
	'workflows.edit': {
		who: 'members',
		ids: 'workflow',
		call: (api, id) => api.workflows.edit({ id, name: 'Mine' })
	},
	'workflows.remove': { who: 'members', ids: 'workflow', call: (api, id) => api.workflows.remove({ id }) },
	'workflows.duplicate': {
		who: 'members',
		ids: 'workflow',
		call: (api, id) => api.workflows.duplicate({ id })
	},
	'workflows.renewAddress': {
		who: 'members',
		ids: 'workflow',
		call: (api, id) => api.workflows.renewAddress({ id })
	},
	'workflows.requireSignature': {
		who: 'members',
		ids: 'workflow',
		call: (api, id) => api.workflows.requireSignature({ id })
	},
	'workflows.forgoSignature': {
		who: 'members',
		ids: 'workflow',
		call: (api, id) => api.workflows.forgoSignature({ id })
	},
	'workflows.run': { who: 'members', ids: 'workflow', call: (api, id) => api.workflows.run({ id }) },
	'workflows.takeRows': {
		who: 'members',
		ids: 'workflow',
		call: (api, id) => api.workflows.takeRows({ id, last: 1 })
	},
	'workflows.runs': { who: 'members', ids: 'workflow', call: (api, id) => api.workflows.runs({ id }) },
	'workflows.fires': { who: 'members', ids: 'workflow', call: (api, id) => api.workflows.fires({ id }) },
	'workflows.export': { who: 'members', ids: 'workflow', call: (api, id) => api.workflows.export({ id }) },
	'workflows.import': { who: 'members', ids: 'none' },
	'integrations.list': { who: 'members', ids: 'none' },
	'integrations.disconnect': {
		who: 'members',
		ids: 'integration',
		call: (api, id) => api.integrations.disconnect({ id })
	},
	'integrations.check': {
		who: 'members',
		ids: 'integration',
		call: (api, id) => api.integrations.check({ id })
	}
};

const unknownId = '0190a1b2-0000-7000-8000-000000000000';
const procedures = Object.keys(appRouter._def.procedures);
const { app, db, newTenant, work } = await openWorkerFixture();

test('every procedure is classified, and nothing else is', () => {
	expect(procedures.toSorted()).toEqual(Object.keys(classes).toSorted());
});

describe.each(procedures.filter((path) => classes[path]?.who === 'members'))('%s', (path) => {
	test('refuses a stranger', async () => {
		const answer = await outcome(procedureOf(await callerOf(app, null), path)());
		expect(answer).toEqual({ code: 'UNAUTHORIZED', message: 'Please sign in first.' });
	});
});

describe.each(procedures.filter((path) => 'call' in (classes[path] ?? {})))('%s', (path) => {
	test('answers a foreign id like an unknown one, and changes nothing', async () => {
		const { ids, call } = classes[path] as Extract<Class, { call: unknown }>;
		const [mine, theirs] = [await newTenant(), await newTenant()];
		const things = await makeThings(theirs);
		const before = await everythingOf(theirs.owner.workspaceId);

		const api = await callerOf(app, mine.owner);
		const foreign = await outcome(call(api, things[ids]));
		expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
		expect(foreign).toEqual(await outcome(call(api, unknownId)));
		expect(await everythingOf(theirs.owner.workspaceId)).toEqual(before);
	});
});

async function makeThings({ owner, agentId }: Tenant): Promise<Theirs> {
	const input = { agentId, title: 'Theirs', instructions: note, type: 'work' as const };
	const task = await createTask(app, owner, input, null);
	await work();
	const { workspaceId } = owner;
	const text = { workspaceId, agentId, text: 'Theirs.', source: 'person' };
	const memory = await db.memory.create({ data: text });
	const person = { workspaceId, kind: 'email', value: 'theirs@lark.example', label: '' };
	const address = await db.addressBookEntry.create({ data: person });
	const account = { accountId: '1', accountEmail: 'theirs@northwind.example', scopes: [] };
	const connection = { workspaceId, vendor: 'google', status: 'connected', ...account };
	const integration = await db.integration.create({ data: connection });
	const { actions } = await makeProposals(db, { id: agentId, workspaceId }, [{}]);
	const workflow = await createWorkflow(app, owner, receipts(agentId));
	const { token } = await app.sessions.create(owner.by.userId, workspaceId);
	const session = await db.session.findUniqueOrThrow({ where: { id: app.sessions.idOf(token) } });
	return {
		workflow,
		session: session.publicId,
		agent: agentId,
		memory: memory.id,
		address: address.id,
		task,
		action: actions[0]?.id ?? '',
		integration: integration.id
	};
}

function procedureOf(api: Caller, path: string): (input?: unknown) => Promise<unknown> {
	const [noun = '', verb = ''] = path.split('.');
	const nouns = api as unknown as Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;
	const procedure = nouns[noun]?.[verb];
	if (!procedure) throw new Error(`There is no procedure ${path}`);
	return procedure;
}

async function outcome(call: Promise<unknown>): Promise<unknown> {
	return call.then(
		() => 'went through',
		({ code, message }: { code: string; message: string }) => ({ code, message })
	);
}

async function everythingOf(workspaceId: string) {
	const where = { where: { workspaceId } };
	return Promise.all([
		db.agent.findMany(where),
		db.task.findMany(where),
		db.run.findMany(where),
		db.action.findMany(where),
		db.review.findMany(where),
		db.event.findMany(where),
		db.integration.findMany(where),
		db.memory.findMany(where),
		db.addressBookEntry.findMany(where),
		db.workflow.findMany(where),
		db.fire.findMany(where),
		db.session.findMany({ where: { activeWorkspaceId: workspaceId } })
	]);
}
