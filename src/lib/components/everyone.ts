/** The panic button, for whoever may press it. */
export type Everyone = { paused: boolean; pause: () => void; resume: () => void };
