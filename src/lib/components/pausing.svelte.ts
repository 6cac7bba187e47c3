/** The panic button, for whoever may press it. */
export type Everyone = { paused: boolean; pause: () => void; resume: () => void };

/** Whether somebody is being asked to pause everyone; the shell draws the question. Changed in the browser only. */
export const pausing = $state({
	/** From the first time on, so that pages load without it. */
	wanted: false,
	open: false,
	ask() {
		pausing.wanted = true;
		// After a menu has closed and given the focus back, or it would take it from the question.
		setTimeout(() => (pausing.open = true), 50);
	}
});
