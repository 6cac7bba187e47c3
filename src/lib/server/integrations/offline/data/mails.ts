import { rowsOf } from '../text.ts';

/**
 * Mails with slots, each in two lines: its key, words of a task that call for it, others of which it needs one
 * besides, and a name; then its subjects, openings and closings, of each of which (between ` / `) the first is taken
 * whose slots are all known. `{amount|[amount]}` leaves a blank that is asked about, and a mail with a blank is never
 * proposed. What is said to the reader stands between opening and closing; a closing falls away when the task asks
 * something of its own.
 */
const rows = rowsOf(`
	payment | remind|reminder|reminders|overdue|unpaid|owes|past due|not paid|hasnt paid | invoice|invoices|inv|payment|payments|bill|overdue|unpaid | payment reminder
	Invoice {number} for {amount}: {stage} / Invoice {number}: {stage} / A payment that is due | This is {stage}: our invoice {number} for {amount} was due on {due}, and we have not seen the payment yet. / This is {stage}: our invoice {number} for {amount} has been overdue for {late}, and we have not seen the payment yet. / This is {stage}: our invoice {number|[invoice number]} for {amount|[amount]} was due on {due|[due date]}, and we have not seen the payment yet. | Could you let me know when we can expect the payment? If you have paid in the meantime, please ignore this mail.
	quote | follow|followup|chase|nudge|quiet|quotes|check in | quote|quotes|offer|proposal|estimate | follow-up mail
	Quote {number} for {goods} / Quote {number} / Our quote for {goods} / {Matter} / Your quote from {business} / Your quote | I am coming back to our quote{of}. / I am coming back to {matter}. / I am coming back to our quote. | Would you like to go ahead?
	follow-up | follow|followup|chase|nudge|check in|quiet | * | follow-up mail
	{Matter} / {Goods} / Following up from {business} / Following up | I am coming back to {matter}. / {none} / I wanted to ask how things stand on your side. | Is this still of interest to you?
	first | first mail|first email|first e mail|outreach|new lead|prospect|cold|introduction | * | first mail
	{Matter} / {business}: a first mail / A first mail | I am writing about {matter}. / {none} | Would a short call suit you, and when?
	interview | - | * | candidate mail
	Interview on {day} / Your application to {business} / Your application | Thank you for your application. We would like to meet you. Our suggestion: {matter|[date and time]}. | Does this suit you? If it does not, tell me which times do.
	refusal | - | * | candidate mail
	Your application to {business} / Your application | Thank you for your application and the time you took. We have decided not to take it further. | I wish you all the best.
	invitation | - | * | invitation
	Invitation: {matter} / An invitation from {business} / An invitation | We would like to invite you to {matter|[what, where and when]}. | {none}
	reply | reply|answer|respond|complaint|complains|refund | * | reply
	Re: {subject} / {Matter} / Your order {number} / Your message to {business} / Your message | Thank you for your message about order {number}. / Thank you for your message about {matter}. / Thank you for your message. | {none}
	plain | * | * | mail
	{Matter} / {Line} / A message from {business} / A message | I am writing about {matter}. / {none} | {none}
`);

const choices = (cell = '') => cell.split(' / ');
export const mailKinds = rows.flatMap(([key = '', words = '', also = '', what = ''], at) => {
	const [subject, opening, closing] = rows[at + 1] ?? [];
	const texts = { subject: choices(subject), opening: choices(opening), closing: choices(closing) };
	return at % 2 === 0 ? [{ key, words, also, what, ...texts }] : [];
});
export type MailKind = (typeof mailKinds)[number];
