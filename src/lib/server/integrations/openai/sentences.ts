/** What a person reads when a model call gave nothing usable: what happened, and what to do. */
export const sentences = {
	empty: 'The AI model sent back an empty answer. Please try again.',
	notJson:
		'The AI model answered in a form that could not be read. Please try again; if it happens often, choose another model.',
	cutOff:
		'The AI model stopped before the work was finished. Please ask for something shorter, or split the task in two.',
	refused: 'The AI model declined to do this task. Please word it differently, or do it yourself.',
	tooLong:
		'The AI model wrote far more than can be kept, so the answer was cut off. Please ask for something shorter.',
	wrongKey:
		'The AI model did not accept the key of this installation. Whoever runs it should check OPENAI_API_KEY.',
	noCredit:
		'The account that pays for the AI model has no credit left. Whoever runs this installation should add some.',
	taskTooLong: 'This task is too long for the AI model. Please shorten it, or split it in two.',
	unknownModel:
		'The AI model of this installation was not found. Whoever runs it should check OPENAI_MODEL and OPENAI_BASE_URL.',
	rejected:
		'The AI model did not accept this request. Please try a simpler task; if it happens again, whoever runs this ' +
		'installation should check OPENAI_MODEL and OPENAI_BASE_URL.',
	rateLimited: 'The AI model is busy and asked us to wait. The task goes on by itself in a while.',
	unreachable: 'The AI model could not be reached. Please try again in a few minutes.',
	brokenOff: 'The connection to the AI model broke off before the answer came. Please try again.',
	failing: 'The AI model has a problem of its own just now. Please try again in a few minutes.',
	timedOut: 'The AI model took too long to answer. Please try again, or ask for something shorter.',
	aborted: 'The work was stopped before the AI model had answered.'
};
