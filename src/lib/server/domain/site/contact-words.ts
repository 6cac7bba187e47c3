import type { EmailContent } from '#server/email-template.ts';

type Words = Pick<EmailContent, 'preheader' | 'heading' | 'paragraphs'> & { footer: string };
type Written = { name: string; email: string; message: string };

/** For the operator. Whatever a stranger typed stands in the text alone, never in the subject. */
export function operatorWords({ name, email, message }: Written): Words {
	return {
		preheader: 'Somebody has written on your contact page.',
		heading: 'A message from the contact page',
		paragraphs: [
			`${name} <${email}> wrote:`,
			message,
			'Nobody has checked that this address is theirs. To answer, write to it from your own mailbox.'
		],
		footer: 'You get this as the operator of this AgentForce'
	};
}

/** For whoever wrote, and for whoever they may have pretended to be: not a word of it is theirs. */
export const receiptWords: Words = {
	preheader: 'There is nothing more for you to do.',
	heading: 'We have received your message',
	paragraphs: [
		'Somebody wrote to us on our contact page and gave this e-mail address. Your message has arrived, and a person will read it.',
		'If that was not you, you can ignore this mail: you are on no list, and you will get no other because of it today.'
	],
	footer: 'You get this because this address was typed on our contact page'
};
