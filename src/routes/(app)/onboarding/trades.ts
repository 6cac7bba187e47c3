import type { SampleTask } from '#lib/schemas/role-template.ts';

type Trade = {
	key: string;
	label: string;
	/** How a business of this trade might say what it does; the person puts their own in. */
	about: string;
	/** The role that helps such a business first. */
	role: string;
	/** One task of its every day for each role that takes such work, by the role's key; all people in them are made up. */
	samples: Readonly<Record<string, SampleTask>>;
};

const task = (title: string, recipient: string, instructions: string): SampleTask => ({
	title,
	recipients: [recipient],
	instructions
});

/** What businesses do, so that the first draft is about something its reader knows. */
export const trades: readonly Trade[] = [
	{
		key: 'crafts',
		label: 'Crafts and trades',
		about:
			'We do carpentry and repairs for homes and small offices. Four people and one van; most work comes by recommendation.',
		role: 'sales-development',
		samples: {
			'sales-development': task(
				'Follow up on the kitchen quote',
				'priya@hillside.example',
				`Write to Priya Shah <priya@hillside.example> and ask whether she would like to go ahead with the kitchen.

We sent her quote Q-118 for £6,480 on 12 November. The price holds until 15 December. Two fitters are free in the second week of January. No discount.`
			),
			'customer-support': task(
				'Tell Tom that we come a day later',
				'tom@lark.example',
				`Write to Tom Adeyemi <tom@lark.example> and tell him that we come on Thursday at 8:00.

The hinges for his doors arrive on Wednesday. The work takes two hours and costs the same.`
			)
		}
	},
	{
		key: 'shop',
		label: 'Shop',
		about: 'We sell ceramics and kitchenware, in a shop in town and online. Most orders go out the same day.',
		role: 'customer-support',
		samples: {
			'customer-support': task(
				'Answer Marta about her late parcel',
				'marta@fjord.example',
				`Write to Marta Dahl <marta@fjord.example> and tell her that her order 4471 arrives on Thursday.

It left us on Monday and lay at the carrier's depot for two days. The six bowls are packed twice. If one is broken, a photo is enough and we send a new one.`
			),
			'sales-development': task(
				'Follow up on the quote for forty cups',
				'ines@linde.example',
				`Write to Ines Costa <ines@linde.example> and ask whether she would like to go ahead with the forty cups.

We sent her quote 212 for €368 on 14 November. Delivery takes two weeks. The price holds until 18 December.`
			)
		}
	},
	{
		key: 'cafe',
		label: 'Café or restaurant',
		about:
			'We are a café with thirty seats and a small kitchen. Breakfast, lunch, and catering for offices nearby.',
		role: 'sales-development',
		samples: {
			'sales-development': task(
				'Follow up on the quote for the lunch',
				'jonas@harbour.example',
				`Write to Jonas Weber <jonas@harbour.example> and ask whether he would like to book the lunch.

We sent him quote 87 for €362.50 on 20 November. The lunch is for 25 people. We deliver at 12:15 and take the dishes back. The price holds until 4 December.`
			),
			'customer-support': task(
				'Answer a table request for Saturday',
				'elena@cedar.example',
				`Write to Elena Rossi <elena@cedar.example> and tell her that a table for eight is free on Saturday at 18:00.

At 19:30 everything is taken. We keep the table until Thursday evening.`
			)
		}
	},
	{
		key: 'agency',
		label: 'Agency or studio',
		about:
			'We design brands and websites for small companies. Six people; projects run for six to ten weeks.',
		role: 'sales-development',
		samples: {
			'sales-development': task(
				'Follow up on the proposal for the website',
				'mark@osei.example',
				`Write to Mark Osei <mark@osei.example> and ask whether he would like to go ahead with the new website.

We sent the proposal on 14 November: €11,400, eight weeks, start on 11 January. He asked whether the texts are included; they are, up to ten pages.`
			),
			'customer-support': task(
				'Remind Laura of the missing pictures',
				'laura@miramar.example',
				`Write to Laura Bianchi <laura@miramar.example> and tell her that twelve pictures of the rooms are missing.

We need them by Friday. Without them the start moves to 14 December.`
			)
		}
	},
	{
		key: 'consulting',
		label: 'Consulting',
		about:
			'We advise small manufacturers on energy and costs. Three consultants; a first project takes about four weeks.',
		role: 'sales-development',
		samples: {
			'sales-development': task(
				'Follow up on the first project',
				'ingrid@fjord.example',
				`Write to Ingrid Dahl <ingrid@fjord.example> and ask whether she would like to go ahead with the first project.

We sent her quote 31 for €7,900 on 19 November. The first project takes four weeks. The price holds until 18 December.`
			),
			'customer-support': task(
				'Send the summary of the workshop',
				'anna@linde.example',
				`Write to Anna Kowalska <anna@linde.example> and tell her that the summary of the workshop is ready.

Three measures, together €18,200 a year. She decides with her partner by 11 December. We can be at that meeting.`
			)
		}
	},
	{
		key: 'practice',
		label: 'Practice or clinic',
		about: 'We are a practice for physiotherapy with three treatment rooms. Appointments by phone and mail.',
		role: 'customer-support',
		samples: {
			'customer-support': task(
				'Offer another appointment',
				'chloe@nord.example',
				`Write to Chloé Martin <chloe@nord.example> and tell her that an appointment on Monday at 9:30 is free.

Her appointment on Friday cannot take place. We keep the new one until Thursday evening.`
			),
			recruiting: task(
				'Invite an applicant to a trial day',
				'samira@reed.example',
				`Write to Samira Reed <samira@reed.example> and invite her to a trial day on Wednesday 9 December at 9:00.

She applied as a physiotherapist. The day ends at 13:00. We pay for it.`
			)
		}
	},
	{
		key: 'other',
		label: 'Something else',
		about: '',
		role: 'sales-development',
		samples: {
			'sales-development': task(
				'Follow up on a quote',
				'priya@harbour.example',
				`Write to Priya Shah <priya@harbour.example> and ask whether she would like to go ahead.

We sent her our quote on 12 November. The price holds until 15 December. No discount.`
			),
			'customer-support': task(
				'Answer a question about an order',
				'tom@lark.example',
				`Write to Tom Adeyemi <tom@lark.example> and tell him that his order arrives on Thursday.

It left us on Monday. He can track it with the number that he got by mail.`
			)
		}
	}
];

export const tradeOf = (key: string | null): Trade | null =>
	trades.find((trade) => trade.key === key) ?? null;

/** What somebody in this role might be given first: something of the trade, then what the role does elsewhere. */
export function samplesFor(
	trade: Trade | null,
	role: { key: string; samples: readonly SampleTask[] }
): SampleTask[] {
	const own = trade?.samples[role.key];
	return own ? [own, ...role.samples.slice(0, 2)] : [...role.samples];
}
