/** The system's own schedule, in UTC; customers' schedules are rows, never lines here. */
export const crontab = [
	'17 * * * * clean-up',
	'40 4 * * * check-connections',
	'10 5 * * * forget-row-metadata',
	'25 3 * * * sync-all-billing',
	'* * * * * expire-actions',
	'* * * * * remind-reviewers',
	'* * * * * plan-notifications',
	'*/5 * * * * send-digests'
].join('\n');
