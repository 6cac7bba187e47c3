import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { bullets, plain } from '../text/markdown.ts';
import { capital, fragments } from '../text/sentences.ts';
import { itemsUnder } from './shared.ts';

/** What every ad must say; what the task does not say becomes a blank and a question. */
const required: [words: RegExp, blank: string, question: string][] = [
	[
		/(?:€|\$|£|EUR|USD|GBP|CHF) ?\d|\d ?(?:€|EUR|USD|GBP|CHF)|\bpay\b|salary|per hour/i,
		'**Pay:** [pay]',
		'What does the job pay? [pay]'
	],
	[
		/\bhours\b|\b\d+ ?h\b|full[- ]time|part[- ]time|days a week/i,
		'**Hours:** [hours]',
		'How many hours, on which days? [hours]'
	],
	[
		/\bplace:|\bat \p{Lu}|\bin \p{Lu}|remote|office|street|lane|cent(?:re|er)|town|city/iu,
		'**Place:** [place]',
		'Where is the work? [place]'
	],
	[
		/apply|application|send/i,
		'**How to apply:** [how and where to apply]',
		'How and where should people apply? [how and where to apply]'
	]
];

const parts: [label: RegExp, heading: string][] = [
	[/work|tasks?|duties|what you.ll do|you will do|responsib/i, 'What you will do'],
	[/need|require|must|look for/i, 'What you need'],
	[/nice|plus|bonus|welcome/i, 'Nice to have'],
	[/offer|benefit|we give|pay/i, 'What we offer']
];

/** Recruiting: a job ad from the facts, in the order in which a reader asks. */
export const jobAd: Drafting = (context) => {
	const sections = parts
		.map(([label, heading]) => ({ heading, items: itemsUnder(context, label) ?? [] }))
		.filter((part) => part.items.length > 0);
	const job = jobOf(context);
	if (!job && sections.length === 0) return null;
	const inShort = sections.length ? [] : fragments(context.task.prose.split(job)[1]?.split('. ')[0] ?? '');
	const missing = required.filter(([words]) => !words.test(context.task.text));
	const { business } = context.brief;
	const facts = context.intent.facts
		.filter((fact) => !job || !fact.includes(job))
		.map((fact) => fact.replace(/^Place: /, ''))
		.map(plain);
	return draft({
		what: `a job ad for ${job || 'the position'}.`,
		body: [
			`# ${plain(capital(job.replace(/^(?:an?|the|our) /, '') || context.task.title))}`,
			business.name
				? plain(
						`${business.name} is looking for ${/^an? /.test(job) ? job : job ? `somebody for ${job}` : 'somebody new'}.${business.about ? ` ${business.about}` : ''}`
					)
				: '[one sentence on who we are]',
			...sections.map(
				(part) =>
					`## ${part.heading}\n\n${bullets(part.items.map((item) => capital(item.replace(/\.$/, ''))))}`
			),
			...(inShort.length ? [`## In short\n\n${bullets(inShort.map(capital))}`] : []),
			...(sections.length
				? []
				: [
						'## What you will do\n\n- [three or four things the person will do]',
						'## What you need\n\n- [what somebody must be able to do on the first day]'
					]),
			'## Place and application',
			...placeAndApply(context),
			...facts,
			...missing.map(([, blank]) => blank)
		].join('\n\n'),
		assumptions: ['Only what the task names as needed was listed as needed.'],
		questions: [
			...missing.map(([, , question]) => question),
			...(sections.length ? [] : ['What does the work consist of, and what is needed for it?'])
		]
	});
};

function jobOf({ task }: Context): string {
	const wanted = task.prose.match(
		/\b(?:need|looking for|want|hire) (?:someone|somebody|a person) for ((?:the |our )?[^.,:\n]{3,60})/i
	)?.[1];
	if (wanted) return wanted.trim();
	const plainly = task.prose.match(/\b(?:need|looking for|want|hiring|to hire) (an? [^.,:\n]{3,60})/i)?.[1];
	if (plainly) return plainly.trim();
	return (
		`${task.title}. ${task.prose}`.match(
			/\b(?:job ad|advert(?:isement)?|job (?:posting|description)|vacancy|ad) for (an? [^.,:\n]{3,60})/i
		)?.[1] ?? ''
	).trim();
}

/** Lines such as `Place: Mill Lane 4. Apply by …`, which carry their own label and sentence. */
function placeAndApply({ task, intent }: Context): string[] {
	const apply = intent.orders.filter((order) => /^(?:send|mail|e-?mail)\b/i.test(order));
	const place = task.own.match(/^Place: *([^.\n]{2,100})/im)?.[1];
	const listed = intent.facts.some((fact) => place && fact.includes(place));
	return [place && !listed ? `**Place:** ${plain(place)}` : '', ...apply.map(plain)].filter(Boolean);
}
