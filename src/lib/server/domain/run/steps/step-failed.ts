/** A step of a plan cannot be done, and would not be the next time either. The sentence is for people. */
export class StepFailed extends Error {
	override readonly name = 'StepFailed';
}
