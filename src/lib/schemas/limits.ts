/* Apart from the schemas, so that a form knows its limits without loading Zod into the browser. */

/** Characters of a task's instructions. */
export const instructionsMaxLength = 20_000;
/** Characters of what comes with a task from outside. */
export const materialMaxLength = 50_000;
/** Addresses that a task may name as its recipients. */
export const recipientsMax = 50;
/** Characters of a result's text. */
export const deliverableMaxLength = 200_000;
/** Characters of a task's title. */
export const titleMaxLength = 200;
/** Characters of a reason or of instructions for a new version. */
export const feedbackMaxLength = 5_000;
