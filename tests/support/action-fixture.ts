import { randomUUID } from 'node:crypto';
import { googleAbilityNames } from '#lib/google-abilities.ts';
import type { ActionStatus } from '#lib/schemas/action.ts';
import { decideAction } from '#server/domain/action/decide-action.ts';
import { targetKey } from '#server/domain/address-book/target.ts';
import { kindOf } from '#server/domain/action/registry.ts';
import { wake } from '#server/domain/ledger/wake.ts';
import { scopesFor } from '#server/domain/connection/google-scopes.ts';
import { placeOf } from '#server/domain/connection/stored-tokens.ts';
import { contentHash } from '#server/domain/ledger/canonical-json.ts';
import type { Prisma } from '#server/db/generated/client.ts';
import { newId } from '#server/ids.ts';
import type { Db } from '#server/ports/db.ts';
import { spreadsheetIdOf } from '../../sandbox/google/seed.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { makeTask } from './factories.ts';
import { effectsOf } from '../faults/action-invariants.ts';
import type { FaultCluster, Tenant } from './fault-cluster.ts';
import { defined } from './defined.ts';

export type GivenAction = { id: string; taskId: string };
type Payload = Record<string, unknown>;

/** One business with its own Google account, and what its agent proposes. */
export class ActionFixture {
	readonly cluster: FaultCluster;
	readonly tenant: Tenant;
	readonly email = `dana-${randomUUID().slice(0, 8)}@northwind.example`;
	readonly sandbox: Sandbox;

	private constructor(cluster: FaultCluster, tenant: Tenant) {
		this.cluster = cluster;
		this.tenant = tenant;
		this.sandbox = defined(cluster.sandbox);
	}

	/** Connected to Google, unless told otherwise. */
	static async open(
		cluster: FaultCluster,
		connected = true,
		overrides: Parameters<FaultCluster['newTenant']>[0] = {}
	): Promise<ActionFixture> {
		const fixture = new ActionFixture(cluster, await cluster.newTenant(overrides));
		if (connected) await fixture.connect();
		return fixture;
	}

	get #db() {
		return this.cluster.app.db;
	}

	get workspaceId(): string {
		return this.tenant.owner.workspaceId;
	}

	get spreadsheet(): string {
		return spreadsheetIdOf(this.email, 'Expenses 2026');
	}

	/** As the consent would leave it; the same account again, or another one. */
	async connect(email = this.email): Promise<void> {
		const tokens = this.sandbox.connect({ email });
		const account = defined(this.sandbox.state().accounts.find((one) => one.email === email));
		const { workspaceId } = this;
		const before = await this.#db.integration.findUnique({
			where: { workspaceId_vendor: { workspaceId, vendor: 'google' } }
		});
		const id = before?.id ?? newId();
		const { vault } = this.cluster.app;
		const data = {
			status: 'connected',
			problem: null,
			accountId: account.sub,
			accountEmail: email,
			scopes: scopesFor(googleAbilityNames),
			refreshToken: vault.seal(tokens.refreshToken, placeOf({ id, workspaceId }, 'refresh_token')),
			accessToken: vault.seal(tokens.accessToken, placeOf({ id, workspaceId }, 'access_token')),
			accessExpiresAt: new Date(Date.now() + 3_500_000),
			connectedAt: new Date()
		};
		await this.#db.integration.upsert({
			where: { workspaceId_vendor: { workspaceId, vendor: 'google' } },
			create: { id, workspaceId, vendor: 'google', ...data },
			update: data
		});
	}

	/** A task that its agent has finished with these proposals. */
	async propose(...proposals: { kind: string; payload: Payload }[]): Promise<GivenAction[]> {
		const agent = { id: this.tenant.agentId, workspaceId: this.workspaceId };
		const { task, run } = await this.#db.$transaction((tx) => finishedTask(tx as Db, agent));
		const rows = proposals.map(({ kind, payload }, position) => ({
			id: newId(),
			workspaceId: this.workspaceId,
			taskId: task.id,
			runId: run.id,
			agentId: agent.id,
			position,
			kind,
			why: 'The task asks for it.',
			payload: payload as Prisma.InputJsonObject,
			payloadHash: contentHash(payload),
			...textsOf(kind, payload),
			expiresAt: new Date(Date.now() + 86_400_000)
		}));
		await this.#db.action.createMany({ data: rows });
		return rows.map(({ id, taskId }) => ({ id, taskId }));
	}

	draft(subject = 'Your order'): { kind: string; payload: Payload } {
		const payload = {
			to: ['Priya Shah <priya@harbour.example>'],
			cc: [],
			bcc: [],
			subject: `${subject} ${randomUUID().slice(0, 8)}`,
			body: 'Hello Priya,\n\nit is on its way.'
		};
		return { kind: 'gmail.draftEmail', payload };
	}

	row(supplier = 'Harbour Timber', tab = 'November'): { kind: string; payload: Payload } {
		const columns = [
			{ header: 'Date', value: '2026-11-23' },
			{ header: 'supplier', value: `${supplier} ${randomUUID().slice(0, 8)}` },
			{ header: 'Amount', value: '12.50' }
		];
		return { kind: 'sheets.appendRow', payload: { spreadsheet: this.spreadsheet, tab, columns } };
	}

	visit(title = 'Showroom visit'): { kind: string; payload: Payload } {
		const hours = { day: '2026-12-03', start: '10:00', end: '11:00' };
		const payload = { title: `${title} ${randomUUID().slice(0, 8)}`, ...hours, place: '', notes: '' };
		return { kind: 'calendar.addEvent', payload };
	}

	/** By the verb, as a person does. */
	async approve({ id }: GivenAction, app = this.cluster.app): Promise<void> {
		const { payloadHash: hash } = await this.#db.action.findUniqueOrThrow({ where: { id } });
		await decideAction(app, this.tenant.owner, { id, decision: 'approve', hash });
	}

	/** Proposes and approves one. */
	async give(proposal: { kind: string; payload: Payload }): Promise<GivenAction> {
		const action = defined((await this.propose(proposal))[0]);
		await this.approve(action);
		return action;
	}

	/** The same, but it can be undone until it is let go: what happens meanwhile may take its time. */
	async hold(proposal: { kind: string; payload: Payload }): Promise<GivenAction> {
		const action = defined((await this.propose(proposal))[0]);
		const { app } = this.cluster;
		await this.approve(action, { ...app, timings: { ...app.timings, holdSeconds: 600 } });
		return action;
	}

	async letGo({ id }: GivenAction): Promise<void> {
		await this.#db.$transaction(async (tx) => {
			await tx.$executeRaw`
				update actions set hold_until = now() - interval '1 second', run_after = now() - interval '1 second'
				where id = ${id}::uuid and status = 'approved'`;
			await wake(this.cluster.app.jobs, tx, 'action', [{ id }]);
		});
	}

	read({ id }: GivenAction) {
		return this.#db.action.findUniqueOrThrow({
			where: { id },
			include: { attempts: { orderBy: { number: 'asc' } } }
		});
	}

	/** `succeeded`, or `approved: reauth` while it waits. */
	async status(action: GivenAction): Promise<string> {
		const { status, waitReason } = await this.read(action);
		return waitReason ? `${status}: ${waitReason}` : status;
	}

	async until(
		action: GivenAction,
		wanted: ActionStatus | `approved: ${string}` | `unknown: ${string}`,
		seconds = 40
	) {
		await this.cluster.until(
			`the action is ${wanted}`,
			async () => (await this.status(action)) === wanted,
			seconds
		);
		return this.read(action);
	}

	/** How often Google did it. */
	effects({ id }: GivenAction): number {
		return effectsOf(this.sandbox).get(id) ?? 0;
	}

	/** `effect unknown, look not_found, …` in order. */
	async story(action: GivenAction): Promise<string> {
		const { attempts } = await this.read(action);
		return attempts.map(({ purpose, outcome }) => `${purpose} ${outcome}`).join(', ');
	}

	events(taskId: string, kind: string) {
		return this.#db.event.findMany({ where: { taskId, kind }, orderBy: { id: 'asc' } });
	}
}

/** In one transaction, so that no worker finds it half done. */
async function finishedTask(db: Db, agent: { id: string; workspaceId: string }) {
	const made = await makeTask(db, agent, { title: randomUUID() });
	const [task, run] = [{ where: { id: made.task.id } }, { where: { id: made.run.id } }];
	await db.task.update({ ...task, data: { status: 'in_progress' } });
	await db.run.update({ ...run, data: { status: 'running' } });
	await db.run.update({ ...run, data: { status: 'succeeded', result: {}, finishedAt: new Date() } });
	await db.task.update({ ...task, data: { status: 'needs_review' } });
	return made;
}

function textsOf(kind: string, payload: Payload) {
	const module = kindOf(kind);
	const { title, snippet } = module.summary(payload, []);
	return { title, snippet, targets: module.targets(payload, []).map(targetKey) };
}
