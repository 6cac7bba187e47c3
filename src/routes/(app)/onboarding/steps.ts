export const steps = [
	{ key: 'business', label: 'Your business' },
	{ key: 'role', label: 'Who to hire' },
	{ key: 'agent', label: 'First work' },
	{ key: 'done', label: 'What happens next' }
] as const;

export type StepKey = (typeof steps)[number]['key'];

type Known = { about: string; hired: boolean; role: string | null };

/** The step that was asked for, when what it builds on is there; else the first one that is still open. */
export function openStep(wanted: string | null, known: Known): StepKey {
	const first: StepKey = known.hired ? 'agent' : known.about ? 'role' : 'business';
	const asked = steps.find(({ key }) => key === wanted)?.key ?? first;
	if (asked === 'agent' && !known.hired && !known.role) return 'role';
	if (asked === 'done' && !known.hired) return first;
	return asked;
}
