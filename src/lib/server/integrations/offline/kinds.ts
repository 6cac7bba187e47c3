import type { Context, Draft, Drafting } from './draft.ts';
import { agenda } from './drafts/agenda.ts';
import { callNotes } from './drafts/call-notes.ts';
import { candidateMails } from './drafts/candidate-mails.ts';
import { checklist } from './drafts/checklist.ts';
import { enquiries } from './drafts/enquiries.ts';
import { firstMail } from './drafts/first-mail.ts';
import { followUp } from './drafts/follow-up.ts';
import { headlines } from './drafts/headlines.ts';
import { helpText } from './drafts/help-text.ts';
import { interviewQuestions } from './drafts/interview-questions.ts';
import { jobAd } from './drafts/job-ad.ts';
import { ledger } from './drafts/ledger.ts';
import { minutes } from './drafts/minutes.ts';
import { newsletter } from './drafts/newsletter.ts';
import { paymentReminder } from './drafts/payment-reminder.ts';
import { plainMail } from './drafts/plain-mail.ts';
import { plan } from './drafts/plan.ts';
import { posts } from './drafts/posts.ts';
import { reply } from './drafts/reply.ts';
import { schedule } from './drafts/schedule.ts';
import { screening } from './drafts/screening.ts';
import { triage } from './drafts/triage.ts';
import { welcome } from './drafts/welcome.ts';
import { sentences } from './text/sentences.ts';

/** Words in a task, the role that is at home with them, and the draft that answers them. */
type Kind = { home: string; words: RegExp; drafting: Drafting };

const kinds: Kind[] = [
	{
		home: 'bookkeeping',
		words:
			/receipts?|expenses?|\bvat\b|bank (?:lines|statement)|transactions?|ledger|supplier invoices|categori[sz]e|invoice list|\btable of (?:these|the|our)|invoices? in(?:to)? a table|\brows\b|\b(?:spread)?sheet\b/i,
		drafting: ledger
	},
	{ home: 'bookkeeping', words: /remind|overdue|unpaid|dunning|past due/i, drafting: paymentReminder },
	{
		home: 'sales-development',
		words:
			/follow[- ]?ups?|follow(?:ing)? up|chase|\bnudge|check(?:ing)? in (?:with|on)|gone quiet|went quiet|quotes?\b|\bsent (?:him|her|them) (?:\w+ )?(?:offer|proposal|estimate)\b/i,
		drafting: followUp
	},
	{
		home: 'sales-development',
		words: /first mail|first e-?mail|outreach|new lead|prospect|cold (?:e-?)?mail|introduc/i,
		drafting: firstMail
	},
	{ home: 'sales-development', words: /enquir|inquir|\bleads\b|qualif/i, drafting: enquiries },
	{
		home: 'sales-development',
		words:
			/\b(?:prepare|prep|get ready)\b.{0,40}\bcall\b|\bcall (?:notes|sheet)\b|\bnotes (?:for|before) (?:the|my|a|our) call\b/i,
		drafting: callNotes
	},
	{
		home: 'customer-support',
		words: /\bfaqs?\b|help (?:text|page|article)|questions and answers/i,
		drafting: helpText
	},
	{ home: 'customer-support', words: /\bsort\b|triage|urgen|priorit/i, drafting: triage },
	{ home: 'marketing', words: /newsletter/i, drafting: newsletter },
	{
		home: 'marketing',
		words:
			/\b(?:an?|the|our|one|two|three|four|five|\d+|short|social|linkedin|instagram|facebook) (?:\w+ ){0,2}?posts?\b|\bposts? (?:for|about|on|announcing)\b|launch post|social media|^(?:insta|linkedin|facebook|posts?\b)|(?<!\b(?:saw|seen|found|read) )\b(?:for|on|to) (?:insta|linkedin|facebook)|caption|tweet/i,
		drafting: posts
	},
	{
		home: 'marketing',
		words: /headlines?|slogans?|product (?:text|description)|taglines?|subject lines?/i,
		drafting: headlines
	},
	{
		home: 'operations',
		words:
			/minutes\b|meeting notes|notes (?:of|from)|meeting summary|summari[sz]e (?:this|the|our) (?:meeting|call)|action items/i,
		drafting: minutes
	},
	{
		home: 'operations',
		words: /checklist|onboarding|to-?do list|first week|\b(?:need|make|want) a list\b/i,
		drafting: checklist
	},
	{ home: 'operations', words: /schedule|timetable|rota\b|run sheet/i, drafting: schedule },
	{ home: 'operations', words: /agenda/i, drafting: agenda },
	{
		home: 'recruiting',
		words:
			/job (?:ad|advert|posting|description)|vacancy|\b(?:write|draft) (?:the|an) ad\b|(?:need|looking for|hire) (?:someone|somebody)/i,
		drafting: jobAd
	},
	{
		home: 'recruiting',
		words: /compare|screen(?:ing)?\b|applications?|candidates against|shortlist/i,
		drafting: screening
	},
	{
		home: 'recruiting',
		words: /interview (?:questions|guide)|questions for (?:the|an) interview/i,
		drafting: interviewQuestions
	},
	{ home: 'recruiting', words: /invite|decline|interview|reject|candidates?/i, drafting: candidateMails },
	{ home: 'customer-support', words: /\breply\b|\banswer\b|respond|complain|refund/i, drafting: reply }
];

const mailWords =
	/\be-?mails?\b|\bmails?\b|\b(?:write|reply|respond) to\b|\bletter\b|\binvit|\bmessage to\b|\bremind|\bfollow[- ]?up|\breach out|\bcontact\b/i;

const toSomebody =
	/^(?:please |also |hey,? |(?:can|could|would) (?:you|u) )*(?:(?:write|reply|respond|reach out|send an? (?:\w+ )?(?:e?-?mail|message|note|reply|line)) to|write|e-?mail|mail|answer|contact|message|tell|ask|inform|notify|remind|thank|let|drop) (?:[^\s:]+ ){0,5}?[<(]?[^\s@:]+@\S/i;

/** `Tell Tom Adeyemi <tom@lark.example> that the newsletter is ready`: a mail to Tom, whatever else it speaks of. */
const asksToWrite = ({ task }: Context) =>
	task.emails.length > 0 && sentences(task.prose).some((each) => toSomebody.test(each));

/** The draft that fits best; what a kind cannot do goes to the next, and a plan is always possible. */
export function writeDraft(context: Context): Draft {
	let first: Draft | null = null;
	for (const drafting of candidates(context)) {
		const draft = drafting(context);
		if (draft && (!asksToWrite(context) || draft.mails.some(({ person }) => person?.email))) return draft;
		first ??= draft;
	}
	if (first) return first;
	throw new Error('A plan is always possible, so this line is never reached.');
}

function candidates(context: Context): Drafting[] {
	const { task, brief } = context;
	if (/\bintroduce yourself\b/i.test(`${task.title} ${task.own}`)) return [welcome];
	const order = task.own.slice(0, 600);
	const fitting = kinds
		.map((kind) => ({ kind, score: score(kind, task.title, order, brief.roleKey) }))
		.filter((each) => each.score > 1)
		.sort((one, other) => other.score - one.score)
		.map((each) => each.kind.drafting);
	const mail = task.pasted?.from || task.pasted?.subject ? [reply, plainMail] : [plainMail];
	return [
		...fitting,
		...(task.spreadsheet || brief.roleKey === 'bookkeeping' ? [ledger] : []),
		...(task.pasted?.from ||
		task.pasted?.subject ||
		task.emails.length ||
		mailWords.test(`${task.title} ${order}`)
			? mail
			: []),
		plan
	];
}

/** The title counts most, then the first words of the task, then the role. */
function score(kind: Kind, title: string, order: string, role: string): number {
	const inTitle = kind.words.test(title) ? 4 : 0;
	const inOrder = kind.words.test(order) ? 2 : 0;
	return inTitle + inOrder === 0 ? 0 : inTitle + inOrder + (kind.home === role ? 3 : 0);
}
