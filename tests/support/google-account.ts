import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { GoogleAbility } from '#lib/schemas/integration.ts';
import type { App } from '#server/app.ts';
import type { Actor } from '#server/domain/access/actor.ts';
import { finishGoogle, type FinishedGoogle } from '#server/domain/integration/finish-google.ts';
import { startGoogle } from '#server/domain/integration/start-google.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start.ts';

export const redirectUri = 'http://localhost:3000/api/oauth/google/callback';

/** A sandbox of this test file's own, whose seconds are hundredths. Call it at the top. */
export async function openSandbox(timeScale = 0.01): Promise<Sandbox> {
	const dir = await mkdtemp(join(tmpdir(), 'agentforce-google-'));
	const sandbox = await startSandbox({ port: 0, dir, timeScale });
	afterAll(async () => {
		await sandbox.close();
		await rm(dir, { recursive: true });
	});
	return sandbox;
}

export type Choice = {
	email?: string;
	ability?: GoogleAbility | null;
	decision?: 'allow' | 'deny';
	/** The scopes that stay ticked; all that are asked for unless said otherwise. */
	ticked?: string[];
	/** Changes what is asked, as an older version of the product or somebody in between might. */
	ask?: (query: URLSearchParams) => void;
};

/** What Google sends the browser back with, after a person has pressed the button of its page. */
export async function consent(app: App, actor: Actor, choice: Choice = {}): Promise<URL> {
	const {
		email = `${actor.workspaceId}@northwind.example`,
		ability = null,
		decision = 'allow',
		ask
	} = choice;
	const address = new URL(await startGoogle(app, actor, { ability, returnTo: '/integrations', redirectUri }));
	ask?.(address.searchParams);
	const asked = address.searchParams.get('scope')?.split(' ') ?? [];
	const body = new URLSearchParams({
		request: address.searchParams.toString(),
		account: 'other',
		email,
		decision
	});
	for (const scope of choice.ticked ?? asked) body.append('scope', scope);
	const answer = await fetch(`${address.origin}${address.pathname}/consent`, {
		method: 'POST',
		body,
		redirect: 'manual'
	});
	return new URL(answer.headers.get('location') ?? '');
}

export function finish(app: App, actor: Actor, { searchParams }: URL): Promise<FinishedGoogle> {
	const [state, code, error] = ['state', 'code', 'error'].map((name) => searchParams.get(name));
	return finishGoogle(app, actor, {
		state: state ?? null,
		code: code ?? null,
		error: error ?? null,
		redirectUri
	});
}

/** Connects the workspace's Google account as its owner would in a browser. */
export async function connectGoogle(app: App, actor: Actor, choice: Choice = {}): Promise<FinishedGoogle> {
	return finish(app, actor, await consent(app, actor, choice));
}
