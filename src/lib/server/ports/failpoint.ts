/**
 * The places where fault tests may kill the process; nothing happens there otherwise. `about` is the
 * task's title, or its id where that is all we know, so that a test can choose one task.
 */
export type RunFailpointName =
	| 'claimed'
	| 'step-begun'
	| 'intent-recorded'
	| 'model-answered'
	| 'answer-recorded'
	| 'step-finished'
	| 'run-finished'
	| 'failure-recorded';

export type ActionFailpointName =
	| 'action-claimed'
	| 'action-prepared'
	| 'action-intent'
	| 'action-answered'
	| 'action-settled'
	| 'action-looked';

export type FireFailpointName = 'fires-written' | 'fires-settled';

export type FailpointName = RunFailpointName | ActionFailpointName | FireFailpointName;

export type Failpoint = (name: FailpointName, about?: string) => Promise<void>;
