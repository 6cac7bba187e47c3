import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const environmentIsReadIn = [
	'src/lib/server/config.ts',
	'src/lib/server/config.test.ts',
	'sandbox/main.ts',
	'scripts/**',
	'tests/**',
	'bench/**',
	'**/*.config.{js,ts}'
];

/** Data and journeys are long because there is much of it, not because one piece does too much. */
const mayBeLong = [
	'**/*.test.ts',
	'tests/**',
	'bench/**',
	'prisma/catalogue/**',
	'src/lib/events.ts',
	'**/content/**',
	'**/content.ts'
];

const frameworksWantDefaults = ['**/*.config.{js,ts}', '**/*.cjs', 'tests/e2e/*setup*.ts', '**/*.svelte'];

/** Tests and benches make people of every role; the table says what a role is; the bootstrap has a command `admin`. */
const mayNameRoles = ['src/lib/access.ts', 'scripts/bootstrap.mjs', '**/*.test.ts', 'tests/**', 'bench/**'];

const exportByName = 'Export by name; default exports are for frameworks that want them.';
const useConfig = 'Only src/lib/server/config.ts reads the environment; take what you need from Config.';

const askForAbility =
	'Roles have a meaning in src/lib/access.ts alone: ask for an ability with can(), or for rolesWith() one.';

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: exportByName };
/** As a value, in SQL, and as the key of a table; `member` is also the kind of whoever does something. */
const kindOfActor = [
	'Property[key.name="kind"] > Literal',
	'TSPropertySignature[key.name="kind"] Literal',
	'BinaryExpression[left.property.name="kind"] > Literal',
	'SwitchStatement[discriminant.property.name="kind"] > SwitchCase > Literal'
].join(', ');
const noRoles = [
	'Literal[value=/^(owner|admin|reviewer)$/]',
	`Literal[value="member"]:not(${kindOfActor})`,
	"TemplateElement[value.raw=/'(owner|admin|reviewer|member)'/]",
	'Property[key.name="admin"]'
].map((selector) => ({ selector, message: askForAbility }));

export default defineConfig(
	{ ignores: ['.data/', '.svelte-kit/', 'build/', 'test-results/', 'src/lib/server/db/generated/'] },
	js.configs.recommended,
	ts.configs.strict,
	svelte.configs.recommended,
	svelte.configs.prettier,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		rules: {
			'no-undef': 'off',
			'no-console': 'off',
			// Text that comes from outside is full of characters nobody sees, and we name them.
			'no-control-regex': 'off',
			'no-misleading-character-class': ['error', { allowEscape: true }],
			eqeqeq: 'error',
			// Playwright reads which fixtures are wanted from the pattern, also when there is none.
			'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
			'max-lines': ['error', { max: 250 }],
			'no-restricted-syntax': ['error', noDefaultExport, ...noRoles],
			'no-restricted-properties': ['error', { object: 'process', property: 'env', message: useConfig }],
			'no-restricted-imports': [
				'error',
				{
					paths: ['process', 'node:process'].map((name) => ({
						name,
						importNames: ['env'],
						message: useConfig
					}))
				}
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-invalid-void-type': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }]
		}
	},
	{
		files: ['**/*.ts', '**/*.svelte'],
		languageOptions: {
			parserOptions: {
				projectService: true,
				extraFileExtensions: ['.svelte'],
				tsconfigRootDir: import.meta.dirname
			}
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			// Pages live at the root of their own origin; paths are written as people see them.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['**/*.ts', '**/*.svelte'],
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
			'@typescript-eslint/only-throw-error': 'error',
			'@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
			'@typescript-eslint/switch-exhaustiveness-check': 'error'
		}
	},
	{
		files: environmentIsReadIn,
		rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' }
	},
	{ files: mayNameRoles, rules: { 'no-restricted-syntax': ['error', noDefaultExport] } },
	{ files: frameworksWantDefaults, rules: { 'no-restricted-syntax': ['error', ...noRoles] } },
	{ files: mayBeLong, rules: { 'max-lines': 'off' } }
);
