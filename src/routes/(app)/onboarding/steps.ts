import type { TaskDetail } from '#lib/schemas/task.ts';

export const steps = [
	{ key: 'business', label: 'Your business' },
	{ key: 'role', label: 'Who to hire' },
	{ key: 'agent', label: 'First draft' }
] as const;

export type StepKey = (typeof steps)[number]['key'];

type Known = { about: string; hired: boolean; role: string | null };

/** The step that was asked for, when what it builds on is there; else the first one that is still open. */
export function openStep(wanted: string | null, known: Known): StepKey {
	const first: StepKey = known.hired ? 'agent' : known.about ? 'role' : 'business';
	const asked = steps.find(({ key }) => key === wanted)?.key ?? first;
	if (asked === 'agent' && !known.hired && !known.role) return 'role';
	return asked;
}

/** Nothing is to be read yet, and nothing has gone wrong. */
export function isUnderWay(task: Pick<TaskDetail, 'status'> | null): boolean {
	return task?.status === 'queued' || task?.status === 'in_progress';
}
