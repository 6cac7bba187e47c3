import { describe, expect, test } from 'vitest';
import { abilities, abilitiesOf, can, roles, type Ability } from '#lib/access.ts';
import type { Session } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import type { Context } from '#server/trpc/context.ts';
import type { Meta } from '#server/trpc/procedures.ts';
import { restFaces } from '#server/trpc/rest-routes.ts';
import { openApiDocument, serveRest } from '#server/trpc/rest.ts';
import { appRouter, createCaller } from '#server/trpc/router.ts';
import type { z } from 'zod';
import { sessionOf } from './support/app.ts';
import { defined } from './support/defined.ts';
import { sampleInput } from './support/sample-input.ts';
import { openWorkerFixture } from './support/worker-fixture.ts';

/** Every procedure with every role, as the router itself says what each needs: here nothing is typed by hand. */
type Definition = { _def: { inputs: z.ZodType[]; meta?: Meta } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Definition>).map(
	([path, { _def }]) => ({ path, ability: _def.meta?.ability, input: sampleInput(_def.inputs[0]) })
);
const guarded = procedures.flatMap(({ ability, ...procedure }) =>
	ability ? [{ ability, ...procedure }] : []
);

const { app, newTenant } = await openWorkerFixture();
const tenant = await newTenant();
const sessions = new Map(
	await Promise.all(
		roles.map(async (role) => [role, defined(await sessionOf(app, await tenant.member(role)))] as const)
	)
);

test('whoever signs in is told what they may do', () => {
	for (const [role, session] of sessions) expect(session.abilities).toEqual(abilitiesOf[role]);
});

test('nobody but an owner pays; whoever may do anything may look', () => {
	expect(roles.filter((role) => can({ abilities: abilitiesOf[role] }, 'manage billing'))).toEqual(['owner']);
	expect(can({ abilities: ['give tasks'] }, 'view')).toBe(true);
	expect(can({ abilities: [] }, 'view')).toBe(false);
});

test('every procedure says what it needs, but for those that need no more than to be signed in or not even that', () => {
	expect(procedures.filter(({ ability }) => !ability).map(({ path }) => path)).toEqual([
		'auth.signUp',
		'auth.signUpOpen',
		'auth.signIn',
		'auth.mailing',
		'auth.forgot',
		'auth.resetLink',
		'auth.reset',
		'auth.signOut',
		'auth.session',
		'account.edit',
		'account.changePassword',
		'account.changeEmail',
		'account.askAddress',
		'account.addressLink',
		'account.confirmAddress',
		'account.stopLink',
		'account.stopEmailChange',
		'account.sessions',
		'account.endSession',
		'account.endOtherSessions',
		'billing.prices',
		'roleTemplates.list',
		'forms.get',
		'forms.send',
		'site.facts',
		'site.status',
		'site.openContact',
		'site.sendContact'
	]);
});

describe.each(guarded)('$path, for those who may $ability', ({ path, ability, input }) => {
	test.each(roles)('%s', async (role) => {
		const expected = abilitiesOf[role].includes(ability) ? 'may' : 'may not';
		expect(await asked(path, input, defined(sessions.get(role)))).toBe(expected);
	});

	test('nobody without it, whatever else they may do', async () => {
		expect(await asked(path, input, lacking(ability))).toBe('may not');
	});
});

describe.each(restFaces.flatMap(({ ability, ...face }) => (ability ? [{ ...face, ability }] : [])))(
	'$method $path, for those who may $ability',
	({ procedure, method, path, ability }) => {
		const { input } = defined(guarded.find((one) => one.path === procedure));

		test.each(roles)('%s', async (role) => {
			const answer = await sent(method, path, input, defined(sessions.get(role)));
			expect(answer.code === 'forbidden').toBe(!abilitiesOf[role].includes(ability));
			expect(answer.status === 403).toBe(!abilitiesOf[role].includes(ability));
		});

		test('says so in the API document', () => {
			const { paths } = openApiDocument('http://localhost:3000');
			const operation = paths?.[path]?.[method.toLowerCase() as 'get'];
			expect(operation?.description).toContain(`Needs \`${ability}\`.`);
		});
	}
);

/** An owner but for this one thing. */
function lacking(ability: Ability): Session {
	const rest = ability === 'view' ? [] : abilities.filter((one) => one !== ability);
	return { ...defined(sessions.get('owner')), abilities: rest };
}

function contextFor(session: Session): Context {
	return {
		app,
		session,
		sessionToken: null,
		setSession: () => undefined,
		requestId: 'test',
		clientAddress: '192.0.2.1',
		userAgent: 'vitest',
		idempotencyKey: null,
		answer: { headers: new Headers() },
		device: { token: null, remember: () => undefined }
	};
}

type Procedure = (input: unknown) => Promise<unknown>;

/** Streams are over before they begin; whatever is refused for another reason was not refused for this one. */
async function asked(path: string, input: unknown, session: Session): Promise<'may' | 'may not'> {
	const api = createCaller(contextFor(session), { signal: AbortSignal.abort() });
	const [noun = '', verb = ''] = path.split('.');
	const call = defined((api as unknown as Record<string, Record<string, Procedure>>)[noun]?.[verb]);
	try {
		const answer = await call(input);
		if (isStream(answer)) await answer[Symbol.asyncIterator]().next();
		return 'may';
	} catch (error) {
		// A stream throws its verb's own error.
		const refusal = error instanceof DomainError ? error : (error as Error).cause;
		if (!(refusal instanceof DomainError)) throw error;
		return refusal.code === 'forbidden' ? 'may not' : 'may';
	}
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
	return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

async function sent(method: string, path: string, input: unknown, session: Session) {
	const left = new Map(Object.entries(input ?? {}) as [string, string][]);
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = left.get(name);
		left.delete(name);
		return String(value);
	});
	const query = method === 'GET' ? `?${new URLSearchParams([...left])}` : '';
	const request = new Request(`http://localhost:3000/api${filled}${query}`, {
		method,
		...(method !== 'GET' && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(Object.fromEntries(left))
		})
	});
	const response = await serveRest(request, contextFor(session));
	const body = (await response.json()) as { error?: { code: string } };
	return { status: response.status, code: body.error?.code ?? null };
}
