type Fetch = typeof globalThis.fetch;

type Surroundings = {
	/** The path of the page that people look at; null where that is an error page, with nothing on it to keep. */
	shownPath: () => string | null;
	/** Resolves after the milliseconds, or as soon as there is a network again. */
	pause: (milliseconds: number) => Promise<void>;
};

const dataOf = /\/__data\.json$/;
const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 16_000;
/** A server that answers, but only with failures, is asked for half a minute. Without any answer there is no end. */
const mostFailures = 6;

/**
 * A page that loads its data again loses nothing while the server is away. SvelteKit would put an error page in its
 * place, with what somebody was writing on it; so a request for the data of the page that is shown waits for an answer.
 */
export function patient(fetch: Fetch, { shownPath, pause }: Surroundings): Fetch {
	return async (input, init) => {
		const path = typeof input === 'string' ? pathOfPage(input) : null;
		const isRefresh = () => path !== null && path === shownPath();
		let failures = 0;
		for (let wait = firstPauseMilliseconds; ; wait = Math.min(wait * 2, longestPauseMilliseconds)) {
			try {
				const answer = await fetch(input, init);
				if (!isRefresh() || !(await isFailure(answer)) || ++failures >= mostFailures) return answer;
			} catch (error) {
				if (!isRefresh()) throw error;
			}
			await pause(wait);
		}
	};
}

function pathOfPage(href: string): string | null {
	const { pathname } = new URL(href, 'http://localhost');
	return dataOf.test(pathname) ? pathname.replace(dataOf, '') || '/' : null;
}

/** The failure of one part of a page is told inside an answer of 200, in its first line; a refusal (4xx) is no failure. */
async function isFailure(answer: Response): Promise<boolean> {
	if (answer.status !== 200) return answer.status >= 500;
	const text = await answer.clone().text();
	if (!text.includes('"type":"error"')) return false;
	const { nodes } = JSON.parse(text.split('\n', 1)[0] ?? '') as {
		nodes?: ({ type: string; status?: number } | null)[];
	};
	return (nodes ?? []).some((node) => node?.type === 'error' && (node.status ?? 500) >= 500);
}
