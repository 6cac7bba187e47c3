import { rowsOf } from '../text.ts';

/**
 * Documents with slots: the role at home with it, words of a task that call for it, what it is, the line for each
 * point, what stands above them, and what must be in the task (a blank and the words that fill it).
 */
export const documentKinds = rowsOf(`
	recruiting | job ad|job advert|job posting|job description|vacancy|the ad|an ad|we need someone|we need somebody|looking for someone | a job ad for {topic} | - {point} | # {Topic} | [pay] pay|salary|month|hour|h|€|£|$ [how and where to apply] apply|application
	recruiting | interview questions|interview guide|questions for an interview|questions for the interview | interview questions, the same for everybody | - This job needs: {point}. Where have you done this, and what was hard about it? | Begin with: what made you apply? End with: when could you start, and what would you like to know from us?
	marketing | newsletter | a newsletter | ### {head}¶¶{sentence}¶ | {heads}
	marketing | headline|headlines|slogan|slogans|product text|product description|tagline|taglines | headlines to choose from, and a text | {n}. {Topic}: {point} | {text}
	customer-support | faq|faqs|help text|help page|help article|questions and answers | a help text | ## {question}¶¶{answer}¶ | # {Topic}
	sales-development | call notes|call sheet|prepare my call|prepare the call|prepare a call|for the call|before the call | notes for a call | - {point} | To ask: what they want to get done, what budget they have set aside, by when, and who decides.
	operations | agenda | an agenda | {n}. {point} | # Agenda {day}
	operations | checklist|to do list|todo list|first week|need a list|make a list|onboarding | a checklist | - [ ] {Point} | # {title}
	marketing | post|posts|caption|captions|insta|instagram|linkedin|facebook|tweet | posts | {sentence} |
`);

/** Messages by what cannot wait; the first that fits wins. */
export const urgencies = rowsOf(`
	0 | At once, a person | Safety | danger*|injur*|hurt|fell|fire|smoke|shock|broke while|leg broke|unsafe|burn*|bleeding | Ask whether everybody is well, and tell a responsible person now.
	0 | At once, a person | Legal | lawyer|solicitor|court|legal action|sue | Confirm that the message arrived. A person answers the rest.
	1 | Today | Payment | charged|refund|invoice|paid twice|money back|overcharged|payment | Check it with the books, and say by when the money is back: [date].
	1 | Today | Waiting too long | third mail|third time|second mail|second time|again|waited since|no answer|still waiting|reminder | Say sorry for the silence, and name who looks after it: [name].
	2 | Today | Fault or complaint | broken|damaged|missing|wrong|defect*|not working|complain*|late|delay* | Say sorry for the fault, ask for a photo, and name the next step: [next step].
	3 | Within a day | Delivery | deliver*|shipping|ship|parcel|tracking|where is my | Answer the question: [do we deliver there, at what cost].
	4 | When there is time | Thanks | thank*|wonderful|love|great|beautiful | Thank them in two lines.
	3 | Within a day | Question | * | Answer the question: [answer].
`);

/** Kinds of work that are no plain document: its name, the role at home with it, and words of a task that call for it. */
export const workKinds = rowsOf(`
	ledger | bookkeeping | receipt*|expense*|vat|bank lines|bank statement|transactions|ledger|supplier invoices|categori*|invoice list|table of|rows|row|sheet|spreadsheet|book these|invoices in a table
	enquiries | sales-development | enquir*|inquir*|leads|qualify
	messages | customer-support | sort|triage|urgen*|priorit*
	minutes | operations | minutes|meeting|notes of|notes from|summarise|summarize|action items
	schedule | operations | schedule|timetable|rota|run sheet
	applications | recruiting | compare|screen|screening|applications|shortlist
	mails | - | mail|mails|email|emails|e mail|e mails|write to|reply|answer|respond|invit*|remind*|follow|chase|contact|decline|reject|apologise|tell|inform|overdue
`);

/** What a receipt is for, by words on it. The first that fits wins; what fits nothing is asked. */
export const categories = rowsOf(`
	Postage and shipping | stamp|stamps|postage|parcel|courier|dhl|ups|fedex|post office
	Vehicle | diesel|petrol|fuel|gas station|garage|tyre*|car wash|parking|toll|van|vehicle|shell|mot
	Travel | train|rail|bahn|flight|airline|taxi|hotel|ticket|bus|tram|uber|ferry|travel
	Meals with business guests | lunch|dinner|restaurant|trattoria|meal|breakfast|catering|coffee|café|cafe
	Software and IT | aws|azure|adobe|microsoft|slack|zoom|software|hosting|domain|cloud|storage|licence|license|subscription|laptop|computer|monitor
	Office supplies | paper|folder|folders|pen|pens|stationery|printer|toner|ink|office supplies|staples|office depot
	Materials | screw*|sandpaper|wood|timber|plank*|ash|oak|birch|cord|oil|glue|paint|lacquer|tool|tools|hardware|steel|fabric|material*|flour|seeds
	Postage and shipping | delivery|freight|transport|haulage|shipping
	Phone and internet | phone|mobile|internet|broadband|telecom
	Rent | rent|lease|storage unit
	Insurance | insurance|premium
	Energy and water | electricity|water|heating|energy|power bill
	Marketing | ad|ads|advert*|flyer*|campaign|sponsor*
	Bank fees | bank fee|account fee|fee|fees|interest
	Professional fees | accountant|lawyer|consult*|notary|tax adviser
	Training | course|training|seminar|book
	Repairs and cleaning | cleaning|cleaner|repair|repairs|maintenance
`);

/** What a newcomer could be given first, by role. */
export const firstTasks = new Map(
	rowsOf(`
	operations | Paste the notes of your last meeting; I turn them into decisions, tasks and open points. | Tell me who starts next and when; I write the checklist for the first week. | Give me times and people for a busy day; I make the schedule and the mail for the team.
	sales-development | Paste the quotes that have had no answer for ten days, with names and amounts; I write the follow-ups. | Give me one company you would like to win and three things you know about it; I write the first mail. | Paste this week's enquiries; I put them in the order in which you should call.
	customer-support | Paste a mail that waits for an answer, and below it what you know; I draft the reply. | Paste this morning's messages; I sort them by what cannot wait. | List the questions that keep coming, each with its answer in brackets; I make a help text of them.
	marketing | Give me three things that happened this month; I draft the newsletter. | Tell me about your next event with day, place and hours; I write the posts for it. | Give me the facts of one product; I write headlines and a short text.
	bookkeeping | Paste the receipts of a month, one a line; I make rows with categories and a total. | List the invoices that are overdue, with names, amounts and due dates; I draft the reminders. | Paste supplier invoices with net, VAT and gross; I check that they fit together.
	recruiting | Tell me what the next person should do and be able to do; I write the job ad. | Paste the applications and what the job needs; I compare them point by point. | Give me the names and times for interviews; I draft the invitations and the refusals.
`).map(([role = '', ...tasks]) => [role, tasks] as const)
);
