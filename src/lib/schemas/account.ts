import { z } from 'zod';
import { abilities, roles } from '../access.ts';
import { BillingStatus } from './billing.ts';
import { Timestamp } from './common.ts';
import { Plan } from './plan.ts';
import { LostAnswerPolicy } from './workspace.ts';

export const MemberRole = z.enum(roles);
export type MemberRole = z.infer<typeof MemberRole>;

export const Ability = z.enum(abilities);

export const passwordMinLength = 10;

export const Email = z
	.string()
	.trim()
	.toLowerCase()
	.max(254, { error: 'This e-mail address is too long.' })
	.pipe(z.email({ error: 'Please enter an e-mail address, like dana@northwind.example.' }));

const Password = z
	.string()
	.min(passwordMinLength, { error: `Please use at least ${passwordMinLength} characters.` })
	.max(200, { error: 'Please use at most 200 characters.' });

const Name = z.string().trim().max(100, { error: 'Please use at most 100 characters.' });

export const SignUp = z.object({
	name: Name.optional(),
	email: Email,
	password: Password,
	/** An IANA zone, `Europe/Berlin`; the browser's own when the page sends it. */
	timeZone: z.string().max(100).optional()
});
export type SignUp = z.infer<typeof SignUp>;

export const SignIn = z.object({
	email: Email,
	password: z.string().min(1, { error: 'Please enter your password.' }).max(200, {
		error: 'Please use at most 200 characters.'
	})
});
export type SignIn = z.infer<typeof SignIn>;

/** What a mailed link is for. */
export type AccountLinkKind = 'reset' | 'address' | 'stop';

export const LinkToken = z.string().max(100);

export const ForgotPassword = z.object({ email: Email });

export const EditAccount = z.object({ name: Name.min(1, { error: 'Please enter your name.' }) });
export type EditAccount = z.infer<typeof EditAccount>;

const CurrentPassword = SignIn.shape.password;

export const ChangePassword = z.object({ current: CurrentPassword, next: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ChangeEmail = z.object({ email: Email, password: CurrentPassword });
export type ChangeEmail = z.infer<typeof ChangeEmail>;

/** How mail leaves this installation, and whom to ask where none does. */
export const Mailing = z.object({
	byMail: z.boolean(),
	/** Where a sandbox keeps the mail. */
	mailboxUrl: z.string().nullable(),
	operatorEmail: z.string().nullable()
});
export type Mailing = z.infer<typeof Mailing>;

export const ResetPassword = z.object({ token: LinkToken, password: Password });
export type ResetPassword = z.infer<typeof ResetPassword>;

/** One device on which somebody is signed in. */
export const SignedIn = z.object({
	id: z.string(),
	/** `Firefox on Linux` */
	device: z.string(),
	/** `203.0.113.x`; empty when it was not kept. */
	network: z.string(),
	lastSeenAt: Timestamp,
	createdAt: Timestamp,
	/** The one that asks. */
	current: z.boolean()
});
export type SignedIn = z.infer<typeof SignedIn>;

/** Who is signed in, where, and what that workspace has bought. */
export const Session = z.object({
	user: z.object({
		id: z.string(),
		name: z.string(),
		email: z.string(),
		/** Whether somebody has said, by a link mailed there, that the address is theirs. */
		verified: z.boolean()
	}),
	workspace: z.object({
		id: z.string(),
		name: z.string(),
		about: z.string(),
		timeZone: z.string(),
		onboarded: z.boolean(),
		/** While set, no step of any agent begins. */
		pausedAt: Timestamp.nullable(),
		lostAnswerPolicy: LostAnswerPolicy
	}),
	role: MemberRole,
	/** What they may do here, as their role says. */
	abilities: z.array(Ability),
	plan: Plan,
	status: BillingStatus,
	periodEnd: Timestamp.nullable()
});
export type Session = z.infer<typeof Session>;
