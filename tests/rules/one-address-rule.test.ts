import { expect, test } from 'vitest';
import { bareAddress, emailProblem } from '#lib/email-addresses.ts';
import { CreateTask } from '#lib/schemas/task.ts';
import { addressKinds } from '#server/domain/address-book/address-kinds.ts';
import { targetRules } from '#server/domain/address-book/target-kinds.ts';
import { kindOf } from '#server/domain/action/registry.ts';
import { mailMessage } from '#server/integrations/google/mail-message.ts';
import { isRecipient } from '../../src/lib/components/task/recipients.ts';
import { isAddress } from '../../src/lib/components/review/item/shapes.ts';

const draft = {
	messageId: '<1@x.example>',
	cc: [],
	bcc: [],
	subject: '',
	body: '',
	inReplyTo: null,
	threadId: null
};

/** Whether each place from the task to Gmail takes it, in this order. */
function taken(written: string): boolean[] {
	const address = bareAddress(written);
	const does = (work: () => unknown) => {
		try {
			return work() !== false;
		} catch {
			return false;
		}
	};
	const [target] = kindOf('gmail.draftEmail').targets({ ...draft, to: [written] }, []);
	return [
		CreateTask.shape.recipients.safeParse([address]).success,
		isRecipient(address),
		does(() => addressKinds.email.normal(written)),
		isAddress(written),
		target !== undefined && targetRules.email.beyond(target.value) === null,
		does(() => mailMessage({ ...draft, to: [written] }))
	];
}

test.each([
	'priya@harbour.example',
	'Priya Shah <priya@harbour.example>',
	'"Shah, Priya" <Priya@Harbour.example>',
	'"priya@harbour.example" <priya@harbour.example>',
	'a..b.@docomo.example',
	'.dana@docomo.example',
	"o'neil+quotes@harbour.example",
	'priya@bücher.example',
	'priya@日本.example'
])('from task to Gmail everybody takes %s', (written) => {
	expect(taken(written)).not.toContain(false);
	expect(emailProblem(bareAddress(written))).toBeNull();
});

test.each([
	'josé@harbour.example',
	'priya@harbour',
	'priya',
	'@harbour.example',
	'priya@-harbour.example',
	'priya@har_bour.example',
	'priya@harbour..example',
	`${'x'.repeat(65)}@harbour.example`,
	`priya@${'x'.repeat(64)}.example`,
	'priya @harbour.example',
	'priya@harbour.example, tom@lark.example',
	'dana@northwind.example <rival@attacker.example',
	'priya@harbour.example\nBcc: x@y.example'
])('and nobody takes %s', (written) => {
	expect(taken(written)).not.toContain(true);
	expect(emailProblem(bareAddress(written))).toMatch(/is not an e-mail address|Gmail cannot write to/);
});

test('odd dots go out in quotes, and a domain as mail servers know it', () => {
	const raw = mailMessage({ ...draft, to: ['a..b.@docomo.example', 'priya@bücher.example'] });
	expect(raw).toContain('"a..b."@docomo.example');
	expect(raw).toContain('priya@xn--bcher-kva.example');
});
