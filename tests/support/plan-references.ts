import type { RunStep } from '#lib/schemas/run-plan.ts';
import type { InputField } from '#lib/schemas/workflow-input.ts';
import type { Definition } from '#lib/schemas/workflow-template.ts';

/** Every step of a plan, whatever it stands in. */
export function stepsIn(steps: readonly RunStep[]): RunStep[] {
	return steps.flatMap((step) => [step, ...stepsIn(innerOf(step))]);
}

function innerOf(step: RunStep): RunStep[] {
	if (step.kind === 'condition') return [...step.then, ...step.otherwise];
	return step.kind === 'forEach' ? step.steps : [];
}

/** What a definition refers to that neither its forms nor an earlier step brings, each with the step that does. */
export function unknownReferences({ instructions, inputs, fields, steps }: Definition): string[] {
	const owners = new Set(pathsOf('input', inputs));
	const all = new Set([...owners, ...pathsOf('trigger', fields)]);
	const unknown = (known: ReadonlySet<string>, key: string, paths: string[]) =>
		paths.filter((path) => !known.has(path)).map((path) => `${key}: ${path}`);
	const within = (some: readonly RunStep[], before: ReadonlySet<string>): string[] => {
		const known = new Set(before);
		return some.flatMap((step) => {
			const found = [
				...unknown(known, step.key, readBy(step)),
				...(step.kind === 'draft' ? unknown(owners, step.key, placesIn(step.instructions)) : [])
			];
			const brought = broughtBy(step, stepsIn(steps));
			for (const path of step.kind === 'forEach' ? [] : brought) known.add(path);
			return [...found, ...within(innerOf(step), new Set([...known, ...brought]))];
		});
	};
	return [...unknown(owners, 'instructions', placesIn(instructions)), ...within(steps, all)];
}

/** Mails of a plan whose recipient a row or an optional field names and no condition has looked at: they may go to nobody. */
export function mailsToNobody({ inputs, fields, steps }: Definition): string[] {
	const emails = (root: string, some: readonly InputField[]) =>
		some.filter(({ kind, required }) => kind === 'emails' && required).map(({ key }) => `${root}.${key}`);
	const within = (some: readonly RunStep[], sure: readonly string[]): string[] =>
		some.flatMap((step) => {
			const recipients = step.kind === 'action' ? placesIn(JSON.stringify(step.payload['to'] ?? '')) : [];
			const open = recipients.filter(
				(path) => !sure.some((known) => known === path || known === `${path}.0`)
			);
			if (step.kind !== 'condition') return [...open, ...within(innerOf(step), sure)];
			const checked = step.is === 'address' ? [...sure, step.value] : sure;
			return [...within(step.then, checked), ...within(step.otherwise, sure)];
		});
	return within(steps, [...emails('input', inputs), ...emails('trigger', fields)]);
}

/** Inputs that nothing reads: their owner would have filled them in for nobody. */
export function unusedInputs({ instructions, inputs, steps }: Definition): string[] {
	const paths = stepsIn(steps).flatMap((step) => [
		...readBy(step),
		...(step.kind === 'draft' ? placesIn(step.instructions) : [])
	]);
	const used = [...placesIn(instructions), ...paths].map((path) => path.split('.').slice(0, 2).join('.'));
	// Whoever proposes by itself knows whom the task is for.
	const proposes = stepsIn(steps).some((step) => step.kind === 'draft' && step.proposes);
	const unused = inputs.filter(({ key }) => !used.includes(`input.${key}`));
	return unused.filter(({ kind }) => !(proposes && kind === 'emails')).map(({ key }) => key);
}

function pathsOf(root: string, fields: readonly InputField[]): string[] {
	return fields.flatMap(({ key, kind }) => {
		const path = `${root}.${key}`;
		if (kind === 'sheet') return [`${path}.spreadsheet`, `${path}.tab`];
		return kind === 'emails' ? [path, `${path}.0`] : [path];
	});
}

/** Draft steps are told the owner's words alone, so theirs are looked at apart. */
function readBy(step: RunStep): string[] {
	if (step.kind === 'read') return [step.source];
	if (step.kind === 'condition') return [step.value];
	if (step.kind === 'forEach') return [step.over];
	return step.kind === 'action' ? placesIn(JSON.stringify([step.why, step.payload])) : [];
}

function placesIn(text: string): string[] {
	return Array.from(text.matchAll(/\{\{([^{}]{1,100})\}\}/g), ([, path = '']) => path.trim());
}

function broughtBy(step: RunStep, all: readonly RunStep[]): string[] {
	const { key } = step;
	if (step.kind === 'read') return [`${key}.rows`, `${key}.rows.0`];
	if (step.kind === 'draft') return [`${key}.answer.deliverable`, `${key}.answer.questions.0`];
	if (step.kind !== 'forEach') return [];
	const table = all.find((one) => `${one.key}.rows` === step.over);
	return Object.keys((table?.kind === 'read' && table.columns) || {}).map((column) => `${key}.${column}`);
}
