import type { App } from '#server/app.ts';
import type { EventKind } from '#lib/schemas/event.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import type { Tenant } from './ground.ts';
import { now, within } from './clock.ts';

export function giveTask(app: App, tenant: Tenant): Promise<string> {
	const task = {
		agentId: tenant.agentId,
		title: 'Write to Ms Fischer',
		instructions: 'Her order of four chairs is a week late. Say sorry and offer free delivery.',
		type: 'work' as const
	};
	return createTask(app, tenant.actor, task, null);
}

/** Round robin, so that no workspace has more under way than its plan allows. */
export function tenantFor(tenants: Tenant[], nth: number): Tenant {
	const tenant = tenants[nth % tenants.length];
	if (!tenant) throw new Error('There are no tenants.');
	return tenant;
}

/** When the `count`th event of this kind arrives; listen before causing them. */
export function eventsOf(app: App, kind: EventKind, count: number, patienceMs = 120_000): Promise<number> {
	let seen = 0;
	let stop: () => void = () => undefined;
	const all = new Promise<number>((resolve, reject) => {
		stop = app.eventFeed.subscribeToAll((event) => {
			if (event.kind === 'task.failed') reject(new Error('A task of the bench failed.'));
			if (event.kind === kind && ++seen === count) resolve(now());
		});
	});
	return within(`${count} times ${kind}, seen ${seen}`, patienceMs, all).finally(stop);
}
