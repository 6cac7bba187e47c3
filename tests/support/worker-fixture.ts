import { afterAll } from 'vitest';
import type { MemberRole } from '#lib/schemas/account.ts';
import type { App } from '#server/app.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { claimRun, type Claim } from '#server/domain/run/claim-run.ts';
import { executeRun } from '#server/domain/task/execute-run.ts';
import { createTestApp } from './app.ts';
import { cloneDatabase } from './database.ts';
import { makeAgent, makeMember, makeWorkspace } from './factories.ts';
import { startModelPeer, type ModelPeer } from '../peers/model-peer.ts';

export type WorkerFixture = {
	app: App;
	db: App['db'];
	/** The model at the other end of the wire; `peer:…` in a task's text makes it misbehave. */
	peer: ModelPeer;
	/** A fresh workspace with an owner and one agent already hired. */
	newTenant(): Promise<Tenant>;
	/** Holds a run that nobody else does. */
	claim(runId: string): Promise<Claim>;
	/** Works while somebody waits for it; answers what they get. */
	workFor<Answer>(waiting: Promise<Answer>): Promise<Answer>;
	/** Does every due run as a worker would, until none is left; answers how many there were. */
	work(): Promise<number>;
};

export type Tenant = {
	owner: MemberActor;
	agentId: string;
	/** Somebody else in the same workspace. */
	member(role: MemberRole): Promise<MemberActor>;
};

/** The App with a database of this file's own and a model peer: everything that agents need to work. Call it once, at the top. */
export async function openWorkerFixture(): Promise<WorkerFixture> {
	const database = await cloneDatabase();
	const peer = await startModelPeer();
	afterAll(() => peer.stop());
	const app = createTestApp(database, { model: peer });
	const self = { id: app.processId, kind: 'worker', host: 'test', pid: process.pid, poolId: null } as const;
	const presence = await app.presence.join({ ...self, version: 'test' }, () => undefined);
	afterAll(() => presence.leave());
	return {
		app,
		db: database.db,
		peer,
		newTenant: () => newTenant(app),
		workFor: (waiting) => workFor(app, waiting),
		work: () => work(app),
		claim: (runId) => claim(app, runId)
	};
}

async function newTenant(app: App): Promise<Tenant> {
	const { workspace, actor: owner } = await makeWorkspace(app.db);
	const agent = await makeAgent(app.db, workspace.id);
	const member = async (role: MemberRole) => (await makeMember(app.db, workspace.id, role)).actor;
	return { owner, agentId: agent.id, member };
}

async function work(app: App): Promise<number> {
	for (let done = 0; ;) {
		const due = await app.db.run.findMany({
			where: { status: 'queued', runAfter: { lte: new Date() } },
			select: { id: true }
		});
		const claims = await Promise.all(due.map((run) => claimRun(app, run.id)));
		const held = claims.filter((claim) => claim !== null);
		if (held.length === 0) return done;
		for (const claim of held) await executeRun(app, claim);
		done += held.length;
	}
}

async function workFor<Answer>(app: App, waiting: Promise<Answer>): Promise<Answer> {
	let over = false;
	const end = () => (over = true);
	void waiting.then(end, end);
	while (!over) await work(app);
	return waiting;
}

async function claim(app: App, runId: string): Promise<Claim> {
	const held = await claimRun(app, runId);
	if (!held) throw new Error('The run could not be claimed.');
	return held;
}
