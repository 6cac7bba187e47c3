/** `mailbox` is the page of the sandbox's mailbox, when that is who takes our mails. */
export type MailSettings = { url: string; from: string; mailbox: string | null };

type Given = { SMTP_URL?: string | undefined; MAIL_FROM: string; AGENTFORCE_SANDBOX?: string | undefined };

/** Null where nobody takes our mails. */
export function mailSettings({
	SMTP_URL: url,
	MAIL_FROM: from,
	AGENTFORCE_SANDBOX: sandbox
}: Given): MailSettings | null {
	if (!url) return null;
	const inSandbox = sandbox && sandbox !== 'off' && isSandboxMail(url);
	return { url, from, mailbox: inSandbox ? `${sandbox.replace(/\/$/, '')}/mailbox` : null };
}

/** The sandbox listens on this machine, on a port that no mail server of a machine has, and asks nobody who they are. */
function isSandboxMail(address: string): boolean {
	const { hostname, port, username } = new URL(address);
	return hostname === '127.0.0.1' && username === '' && !['', '25', '465', '587'].includes(port);
}
