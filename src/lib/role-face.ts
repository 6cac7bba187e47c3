import { Avatar } from './schemas/agent.ts';

/** The face that somebody hired for the role at `index` of the catalogue gets; positions there begin at 1. */
export function roleFace(index: number): Avatar {
	return Avatar.options[(index + 1) % Avatar.options.length] ?? 'slate';
}
