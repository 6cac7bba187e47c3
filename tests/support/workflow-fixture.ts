import { afterAll } from 'vitest';
import type { CreateWorkflow } from '#lib/schemas/workflow.ts';
import type { App } from '#server/app.ts';
import type { Prisma } from '#server/db/generated/client.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { claimRun } from '#server/domain/run/claim-run.ts';
import { executeRun } from '#server/domain/task/execute-run.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import type { ModelPeer } from '../peers/model-peer.ts';
import { createTestApp } from './app.ts';
import { cloneDatabase } from './database.ts';
import { makeAgent, makeWorkspace } from './factories.ts';

export type WorkflowFixture = {
	app: App;
	db: App['db'];
	/** An owner with one agent as this role is hired; on the plan `pro`, so that limits are the tests' own business. */
	newOwner(role: string): Promise<{ owner: MemberActor; agentId: string }>;
	/** Does every due run as a worker would, until none is left. */
	work(): Promise<void>;
};

/** The App with a database of its own and the writer that needs no model, or these peers. Call it at the top. */
export async function openWorkflowFixture(
	peers: { model?: ModelPeer; sandbox?: Sandbox } = {}
): Promise<WorkflowFixture> {
	const database = await cloneDatabase();
	const app = createTestApp(database, peers);
	const self = { id: app.processId, kind: 'worker', host: 'test', pid: process.pid, poolId: null } as const;
	const presence = await app.presence.join({ ...self, version: 'test' }, () => undefined);
	afterAll(() => presence.leave());
	const { db } = database;
	return {
		app,
		db,
		async newOwner(role) {
			const { workspace, actor: owner } = await makeWorkspace(db);
			await db.workspace.update({ where: { id: workspace.id }, data: { plan: 'pro' } });
			const { permissions } = await db.roleTemplate.findUniqueOrThrow({ where: { key: role } });
			const agent = await makeAgent(db, workspace.id, {
				roleTemplateKey: role,
				permissions: permissions as Prisma.InputJsonValue
			});
			return { owner, agentId: agent.id };
		},
		work: () => work(app)
	};
}

async function work(app: App): Promise<void> {
	for (;;) {
		const due = await app.db.run.findMany({
			where: { status: 'queued', runAfter: { lte: new Date() } },
			orderBy: { id: 'asc' },
			select: { id: true }
		});
		const claims = await Promise.all(due.map((run) => claimRun(app, run.id)));
		const held = claims.filter((claim) => claim !== null);
		if (held.length === 0) return;
		for (const claim of held) await executeRun(app, claim);
	}
}

const sheet = { spreadsheet: '1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg', tab: 'November' };

const settings = {
	enabled: true,
	shadow: false,
	missed: 'once',
	waitingBound: 10
} as const satisfies Partial<CreateWorkflow>;

/** Two receipts as CSV, by hand. */
export function receipts(agentId: string, more: Partial<CreateWorkflow> = {}): CreateWorkflow {
	const text =
		'Date,Supplier,Description,Amount\n02.11.2026,Krüger,"Screws, 40 mm",€48.20\n05.11.2026,Papier & Co,Paper,€31.75';
	return {
		...settings,
		agentId,
		template: 'receipts-to-rows',
		inputs: { receipts: { text }, sheet },
		trigger: { kind: 'manual' },
		...more
	};
}

/** A round-up of one week, mailed to the team, by hand. */
export function roundUp(agentId: string, more: Partial<CreateWorkflow> = {}): CreateWorkflow {
	const text = 'What,Who,State\nShelf for the shop,Ana,done\nInvoice run,Ben,open';
	return {
		...settings,
		agentId,
		template: 'friday-round-up',
		inputs: { rows: { text }, to: ['team@northwind.example'] },
		trigger: { kind: 'manual' },
		...more
	};
}

/** What a stranger asks, as the form and the webhook of `leads` take it. */
export const inquiry = {
	name: 'Priya Shah',
	email: 'priya@harbour.example',
	message: 'We need 40 chairs for our café in March. What would that cost?'
};

/** Answers inquiries that come in from outside. */
export function leads(agentId: string, more: Partial<CreateWorkflow> = {}): CreateWorkflow {
	return {
		...settings,
		agentId,
		template: 'new-lead-reply',
		inputs: { offer: 'Wooden chairs made to order, from £120 each. We quote within two days.' },
		trigger: { kind: 'webhook' },
		...more
	};
}
