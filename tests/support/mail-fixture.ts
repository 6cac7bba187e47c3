import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startMailbox } from '../../sandbox/mail/mailbox.ts';
import type { App } from '#server/app.ts';
import { recordEvent } from '#server/domain/event/record-event.ts';
import { planNotifications } from '#server/domain/notification/plan-notifications.ts';
import { sendNotification } from '#server/domain/notification/send-notification.ts';
import { createTestApp } from './app.ts';
import { cloneDatabase } from './database.ts';
import { makeAgent, makeTask, makeWorkspace } from './factories.ts';

type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;
type Agent = Awaited<ReturnType<typeof makeAgent>>;

/** The App with a database and a mailbox of this test file's own. Call it once, at the top. */
export async function openMailFixture() {
	const dir = await mkdtemp(join(tmpdir(), 'agentforce-post-'));
	const mailbox = await startMailbox({ smtpPort: 0, dir });
	afterAll(async () => {
		await mailbox.close();
		await rm(dir, { recursive: true });
	});
	const { db, ...database } = await cloneDatabase();
	const app = createTestApp(
		{ db, ...database },
		{ sandbox: { url: 'http://127.0.0.1:4600', smtpUrl: mailbox.smtpUrl } }
	);
	const makeDue = async () => {
		await db.$executeRaw`update notifications set send_after = now() - interval '1 second' where status = 'queued'`;
	};
	/** Tries every mail that waits, as if its time had come. */
	const send = async (as: App = app) => {
		await makeDue();
		const waiting = await db.notification.findMany({ where: { status: 'queued' } });
		for (const { id } of waiting) await sendNotification(as, id);
	};
	return {
		app,
		db,
		mailbox,
		makeDue,
		send,
		plan: () => planNotifications(app),
		planAndSend: async () => {
			await planNotifications(app);
			await send();
		},
		to: (person: { email: string }) => mailbox.messages().filter((mail) => mail.to.includes(person.email)),
		newTenant: () => newTenant(app)
	};
}

async function newTenant(app: App) {
	const made = await makeWorkspace(app.db);
	const agent = await makeAgent(app.db, made.workspace.id, { name: 'Nora' });
	return {
		...made,
		agent,
		/** Work that waits for a person: drafts with these subjects, or a result that proposes nothing. */
		ready: (subjects: string[], title?: string) => ready(app, made, agent, subjects, title),
		failed: (createdById?: string) => failed(app, agent, createdById)
	};
}

async function ready(
	{ db }: App,
	{ workspace }: Workspace,
	agent: Agent,
	subjects: string[],
	title = 'Follow up'
) {
	const { task, run } = await makeTask(db, agent, { title });
	await setStatus(db, task.id, 'in_progress', 'needs_review');
	const actions = subjects.map((snippet, position) => ({
		id: randomUUID(),
		workspaceId: workspace.id,
		taskId: task.id,
		runId: run.id,
		agentId: agent.id,
		position,
		kind: 'gmail.draftEmail',
		why: '',
		payload: { body: 'The body of this mail is nobody else’s business.' },
		payloadHash: '',
		title: 'Mail to Priya Shah',
		snippet,
		expiresAt: new Date(Date.now() + 7 * 86_400_000)
	}));
	await db.action.createMany({ data: actions });
	const about = { workspaceId: workspace.id, taskId: task.id, agentId: agent.id };
	await recordEvent(db, { ...about, kind: 'task.ready', data: { actions: subjects.length, byRule: false } });
	return { task, actions };
}

async function failed({ db }: App, agent: Agent, createdById: string | null = null) {
	const { task } = await makeTask(db, agent, { title: 'Write to Tom', createdById });
	await setStatus(db, task.id, 'failed');
	await recordEvent(db, {
		workspaceId: agent.workspaceId,
		kind: 'task.failed',
		taskId: task.id,
		agentId: agent.id
	});
	return task;
}

async function setStatus(db: App['db'], id: string, ...statuses: string[]) {
	for (const status of statuses) await db.task.update({ where: { id }, data: { status } });
}
