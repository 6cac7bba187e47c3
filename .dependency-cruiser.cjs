/* The import rules of the house: who may know whom. Every one is an error. Paths are relative to the repository's root. */

const server = '^src/lib/server/';
const tests = '\\.test\\.ts$';
/** Small functions of our own without a vendor, a database or a framework behind them. */
const pureHelpers = `^src/lib/(server/(ids|email-template|markdown|document-blocks)|format|visible-characters|own-words|task-title|email-addresses|look-alike|long-blanks|placeholders|headings|plain-number|storable)\\.ts$`;

/** Data that everybody reads: who may do what, what an event means, what a plan allows, what a target is. */
const plainTables = '^src/lib/(access|events|google-abilities|hold|plans|target-kinds)\\.ts$';

/** A package, whether or not it could be resolved. */
function packages(...names) {
	const either = names.map((name) => name.replaceAll('.', '\\.')).join('|');
	return `(^|/)node_modules/(@types/)?(${either})/|^(${either})(/|$)`;
}

/** One SDK, one home: nobody else may import it. Types are free where `types` says so. */
function home(name, sdks, homes, { types = false } = {}) {
	return {
		name: `${name}-at-home`,
		comment: `${sdks.join(', ')} may be imported only in ${homes.join(', ')}.`,
		severity: 'error',
		from: { pathNot: [...homes.map((folder) => `^${folder}`), '^(tests|bench|sandbox)/', tests] },
		to: { path: packages(...sdks), ...(types ? { dependencyTypesNot: ['type-only'] } : {}) }
	};
}

function never(name, comment, from, to) {
	return { name, comment, severity: 'error', from, to };
}

const layers = [
	never(
		'schemas-alone',
		'Schemas are shared by everybody, so they know nobody but zod and the plain tables.',
		{ path: '^src/lib/schemas/', pathNot: tests },
		{ pathNot: ['^src/lib/schemas/', plainTables, '^src/lib/email-addresses\\.ts$', packages('zod')] }
	),
	never(
		'plain-tables-alone',
		'The tables of access, events and plans are data that a browser loads before anything else.',
		{ path: plainTables },
		{ pathNot: [plainTables, '^src/lib/visible-characters\\.ts$'] }
	),
	never(
		'browser-code-not-server',
		'What a browser may see knows of the server only the router’s type.',
		{ path: '^src/lib/', pathNot: [server, tests] },
		{ path: [server, '^src/routes/', '^src/hooks', '^worker/'], pathNot: `${server}trpc/router\\.ts$` }
	),
	never(
		'browser-code-router-type-only',
		'Only the type of the router may be imported, never the router.',
		{ path: '^src/lib/', pathNot: [server, tests] },
		{ path: `${server}trpc/`, dependencyTypesNot: ['type-only'] }
	),
	never(
		'pages-not-server',
		'Pages ask locals.api or lib/trpc.ts; of the server they may know types.',
		{ path: '^src/routes/', pathNot: ['^src/routes/api/', tests] },
		{ path: server, dependencyTypesNot: ['type-only'] }
	),
	never(
		'pages-few-server-types',
		'Of the server’s types a page needs the router and the error codes.',
		{ path: '^src/routes/', pathNot: ['^src/routes/api/', tests] },
		{ path: server, pathNot: `${server}(trpc/router|errors)\\.ts$` }
	),
	never(
		'api-routes-translate',
		'API routes hand over to tRPC, the App or a verb.',
		{ path: '^src/routes/api/', pathNot: tests },
		{ path: [`${server}(db|integrations|auth)/`, '^worker/'] }
	),
	never(
		'domain-alone',
		'A verb knows other verbs, ports, errors, schemas, pieces of SQL and pure helpers.',
		{ path: `${server}domain/`, pathNot: tests },
		{
			pathNot: [
				`${server}(domain/|ports/|errors\\.ts|db/(generated/|sql\\.ts))`,
				pureHelpers,
				'^src/lib/schemas/',
				plainTables,
				packages('zod', 'diff', 'croner', 'cronstrue', 'csv-parse'),
				'^(node:)?crypto$'
			]
		}
	),
	never(
		'ports-are-types',
		'Ports describe; they bring no code along.',
		{ path: `${server}ports/` },
		{ dependencyTypesNot: ['type-only'] }
	),
	never(
		'errors-alone',
		'Everybody imports the errors, so they import nobody.',
		{ path: `${server}errors\\.ts$` },
		{}
	),
	never(
		'trpc-delegates',
		'Procedures parse, authorise and delegate to verbs.',
		{ path: `${server}trpc/`, pathNot: tests },
		{ path: [`${server}(db|integrations|auth)/`, `${server}config\\.ts$`, '^worker/', '^src/routes/'] }
	),
	never(
		'app-only-as-type',
		'Procedures are handed the App; only entrances build it.',
		{ path: `${server}(trpc|domain|integrations|auth|db)/`, pathNot: tests },
		{ path: `${server}app\\.ts$`, dependencyTypesNot: ['type-only'] }
	),
	never(
		'integrations-alone',
		'An integration knows its SDK, the ports and the errors, never another vendor.',
		{ path: `${server}integrations/([^/]+)/`, pathNot: tests },
		{
			path: '^(src|worker)/',
			pathNot: [
				`${server}integrations/$1/`,
				`${server}(ports/|errors\\.ts$)`,
				pureHelpers,
				'^src/lib/schemas/'
			]
		}
	),
	never(
		'auth-and-db-below',
		'Sessions and the database know nothing of verbs, procedures or vendors.',
		{ path: `${server}(auth|db)/`, pathNot: tests },
		{ path: [`${server}(domain|trpc|integrations)/`, '^src/routes/', '^worker/'] }
	),
	never(
		'worker-thin',
		'A job calls a verb on the App.',
		{ path: '^worker/', pathNot: tests },
		{
			path: '^src/',
			pathNot: ['^src/lib/schemas/', plainTables, `${server}((app|config|log|errors)\\.ts$|domain/|ports/)`]
		}
	)
];

/**
 * The floors of the domain, lowest first: a noun may import its own floor and those below. What a lower one needs of a
 * higher one it is handed, or the use case moves up.
 */
const floors = [
	['access', 'plan', 'time', 'event'],
	['ledger'],
	['workspace', 'agent', 'memory', 'connection', 'address-book', 'account'],
	['run'],
	['action'],
	['task'],
	['lifecycle', 'integration', 'workflow', 'inbox', 'notification', 'billing', 'site']
];

const upTo = (level) => floors.flatMap((nouns, n) => (n <= level ? nouns : [])).join('|');

const floorRules = [
	...floors
		.slice(0, -1)
		.map((nouns, level) =>
			never(
				`floor-${level + 1}`,
				`${nouns.join(', ')} may import their own floor and lower ones.`,
				{ path: `${server}domain/(${nouns.join('|')})/`, pathNot: tests },
				{ path: `${server}domain/`, pathNot: `${server}domain/(${upTo(level)})/` }
			)
		),
	never(
		'every-noun-has-a-floor',
		'A new noun of the domain is put on its floor in .dependency-cruiser.cjs first.',
		{},
		{ path: `${server}domain/`, pathNot: `${server}domain/(${floors.flat().join('|')})/` }
	)
];

const homes = [
	home('openai', ['openai'], ['src/lib/server/integrations/openai/']),
	home('google', ['googleapis', 'google-auth-library'], ['src/lib/server/integrations/google/']),
	home('stripe', ['stripe'], ['src/lib/server/integrations/stripe/']),
	home('mail', ['nodemailer'], ['src/lib/server/integrations/mail/']),
	home('documents', ['docx', 'pdfkit'], ['src/lib/server/integrations/documents/']),
	home('graphile-worker', ['graphile-worker'], ['worker/', 'scripts/lib/migrate\\.ts$']),
	home('trpc', ['@trpc/server', 'trpc-to-openapi'], ['src/lib/server/trpc/', 'src/routes/api/'], {
		types: true
	}),
	home('prisma', ['@prisma/[^/]+', 'pg'], ['src/lib/server/db/', 'worker/pool\\.ts$']),
	home('schedules', ['croner', 'cronstrue'], ['src/lib/server/domain/time/']),
	home('auth', ['lucia', 'arctic', '@node-rs/argon2', 'rate-limiter-flexible'], ['src/lib/server/auth/']),
	never(
		'prisma-client-at-home',
		'The generated client is opened in server/db; verbs and ports may use its types.',
		{ pathNot: [`${server}db/`, '^(tests|bench|prisma)/', tests] },
		{ path: `${server}db/generated/`, dependencyTypesNot: ['type-only'] }
	)
];

const house = [
	never('no-cycles', 'Two files that need each other are one thing, or three.', {}, { circular: true }),
	never(
		'no-barrels',
		'Import the thing itself; only components/ui may have an index.',
		{},
		{ path: '/index\\.(ts|js)$', pathNot: ['^src/lib/components/ui/', 'node_modules/'] }
	),
	never(
		'no-test-code-in-production',
		'What people run does not know the tests, the benches or the sandbox.',
		{ path: '^(src|worker|prisma)/', pathNot: tests },
		{ path: ['^(tests|bench|sandbox|scripts)/', tests] }
	),
	never(
		'sandbox-kit-alone',
		'What all vendors of the sandbox share knows none of them.',
		{ path: '^sandbox/kit/' },
		{ path: '^(sandbox/(?!kit/)|src/)' }
	),
	never(
		'no-dev-dependencies-in-production',
		'What runs in production is a dependency, not a dev dependency.',
		{ path: '^(src|worker)/', pathNot: tests },
		{ dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }
	),
	never('no-dollar-lib', 'Write #lib/… and Config instead.', {}, { path: '^\\$(lib|env)(/|$)' }),
	never(
		'resolvable',
		'This import leads nowhere.',
		{},
		{ couldNotResolve: true, pathNot: ['^\\$app/', '\\$types$'] }
	)
];

module.exports = {
	forbidden: [...layers, ...floorRules, ...homes, ...house],
	options: {
		doNotFollow: { path: ['node_modules', 'src/lib/server/db/generated'] },
		exclude: { path: ['^\\.svelte-kit', '^build', '^\\.data'] },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.mjs', '.cjs', '.svelte', '.json', '.d.ts']
		}
	}
};
