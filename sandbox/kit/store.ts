import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One request that reached an API or the token endpoints. No token and no code is ever in it. */
export type RecordedRequest = {
	at: string;
	/** Such as `gmail.users.drafts.create` or `oauth.token`. */
	operation: string;
	method: string;
	/** Path and query. */
	url: string;
	email: string | null;
	body: unknown;
	/** The HTTP status, or what happened instead of an answer. */
	outcome: number | 'reset' | 'hang';
	fault: string | null;
};

/** What one vendor remembers, and what it was asked. */
export type Store<State> = {
	state: State;
	requests: RecordedRequest[];
	/** On disk when this returns; a process killed right after has lost nothing. */
	save(): void;
	record(request: RecordedRequest): void;
};

/** What a newer version remembers besides is taken from a new state. */
function readState<State>(file: string, newState: () => State): State {
	return existsSync(file)
		? { ...newState(), ...(JSON.parse(readFileSync(file, 'utf8')) as State) }
		: newState();
}

/** The last line of a process that was killed may be torn; it was then never answered. */
function readRequests(file: string): RecordedRequest[] {
	if (!existsSync(file)) return [];
	return readFileSync(file, 'utf8')
		.split('\n')
		.flatMap((line) => {
			try {
				return [JSON.parse(line) as RecordedRequest];
			} catch {
				return [];
			}
		});
}

/** `name` is the vendor's: `google` is kept in `google.json` and `google-requests.jsonl`. */
export function openStore<State>(dir: string, name: string, newState: () => State): Store<State> {
	mkdirSync(dir, { recursive: true, mode: 0o700 });
	const stateFile = join(dir, `${name}.json`);
	const requestsFile = join(dir, `${name}-requests.jsonl`);
	const state = readState(stateFile, newState);
	const requests = readRequests(requestsFile);
	return {
		state,
		requests,
		save() {
			writeFileSync(`${stateFile}.part`, JSON.stringify(state), { mode: 0o600 });
			renameSync(`${stateFile}.part`, stateFile);
		},
		record(request) {
			requests.push(request);
			appendFileSync(requestsFile, `${JSON.stringify(request)}\n`, { mode: 0o600 });
		}
	};
}
