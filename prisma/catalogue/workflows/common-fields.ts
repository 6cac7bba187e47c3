import type { InputField } from '#lib/schemas/workflow-input.ts';

/** How what is written shall sound. */
export const tone: InputField = {
	key: 'tone',
	label: 'How it should sound',
	help: 'Where nothing is said, the agent keeps to its own tone.',
	kind: 'text',
	required: false,
	choices: [],
	default: '',
	example: 'Friendly and brief'
};
