import { ESLint, Linter } from 'eslint';
import ts from 'typescript-eslint';
import { expect, test } from 'vitest';

/** Roles mean something in src/lib/access.ts alone; the lint rule that says so is only worth something when it bites. */

async function refusedIn(file: string, code: string): Promise<boolean> {
	const { rules } = (await new ESLint().calculateConfigForFile(file)) as { rules: Linter.RulesRecord };
	const rule = rules['no-restricted-syntax'];
	if (!rule) throw new Error(`No syntax is restricted in ${file}.`);
	const settings = { languageOptions: { parser: ts.parser }, rules: { 'no-restricted-syntax': rule } };
	return new Linter().verify(code, settings).length > 0;
}

const page = 'src/routes/(app)/settings/+page.svelte';
const verb = 'src/lib/server/domain/task/cancel-task.ts';

test.each([
	"const mayEdit = session.role === 'owner' || session.role === 'admin';",
	"const mayReview = session.role !== 'member';",
	"const reviewers = ['reviewer'];",
	"await db.membership.create({ data: { role: 'member' } });",
	"const words = { owner: 'all', admin: 'nearly all' };",
	"const rows = sql`select 1 from memberships where role in ('admin')`;"
])('refuses %s', async (planted) => {
	expect(await refusedIn(page, planted)).toBe(true);
	expect(await refusedIn(verb, planted)).toBe(true);
	expect(await refusedIn('src/lib/access.ts', planted)).toBe(false);
});

test.each(["const by: { kind: 'member' } = { kind: 'member' };", "if (by.kind === 'member') void 0;"])(
	'lets pass %s, which is no role',
	async (code) => expect(await refusedIn(verb, code)).toBe(false)
);
