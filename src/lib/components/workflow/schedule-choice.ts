/** A schedule as somebody picks it from words; `cron` is for those who would rather write it. */
export type ScheduleChoice = {
	every: 'weekday' | 'day' | 'week' | 'month' | 'cron';
	/** `08:00` */
	at: string;
	/** Of a week: 0 is Sunday. */
	weekday: string;
	/** Of a month. */
	day: string;
	cron: string;
};

export const frequencies = [
	{ value: 'weekday', label: 'Every weekday' },
	{ value: 'day', label: 'Every day' },
	{ value: 'week', label: 'Every week' },
	{ value: 'month', label: 'Every month' },
	{ value: 'cron', label: 'My own (cron)' }
] as const satisfies { value: ScheduleChoice['every']; label: string }[];

export const weekdays = [
	{ value: '1', label: 'Monday' },
	{ value: '2', label: 'Tuesday' },
	{ value: '3', label: 'Wednesday' },
	{ value: '4', label: 'Thursday' },
	{ value: '5', label: 'Friday' },
	{ value: '6', label: 'Saturday' },
	{ value: '0', label: 'Sunday' }
];

/** The days that every month has. */
export const monthDays = Array.from({ length: 28 }, (_, index) => ({
	value: String(index + 1),
	label: `Day ${index + 1}`
}));

const usual: ScheduleChoice = { every: 'weekday', at: '08:00', weekday: '1', day: '1', cron: '0 8 * * 1-5' };

/** Five fields of cron; empty while no time is chosen. */
export function cronOf({ every, at, weekday, day, cron }: ScheduleChoice): string {
	if (every === 'cron') return cron;
	const time = /^(\d\d):(\d\d)/.exec(at);
	if (!time) return '';
	const start = `${Number(time[2])} ${Number(time[1])}`;
	const rest = { weekday: '* * 1-5', day: '* * *', week: `* * ${weekday}`, month: `${day} * *` }[every];
	return `${start} ${rest}`;
}

/** The choice that means this; what no words stand for is shown as it is written. */
export function choiceOf(cron: string | undefined): ScheduleChoice {
	if (cron === undefined) return { ...usual };
	const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.split(' ');
	const at = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
	const all = {
		...usual,
		cron,
		at,
		...(/^\d$/.test(weekday) && { weekday }),
		...(/^\d+$/.test(day) && { day })
	};
	const meant = (['weekday', 'day', 'week', 'month'] as const).find(
		(every) => month === '*' && cronOf({ ...all, every }) === cron
	);
	return meant ? { ...all, every: meant } : { ...usual, cron, every: 'cron' };
}
