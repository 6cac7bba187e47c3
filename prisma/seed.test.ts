import { expect, test } from 'vitest';
import { RoleTemplate } from '#lib/schemas/role-template.ts';
import { cloneDatabase } from '../tests/support/database.ts';
import { roles } from './catalogue/roles.ts';
import { seed } from './seed.ts';

const { db } = await cloneDatabase();

const versions = () =>
	db.$queryRaw<{ key: string; xmin: string }[]>`select key, xmin::text from role_templates order by key`;

test('several processes may seed at once, and the whole catalogue is there once', async () => {
	await db.workflowTemplate.deleteMany();
	await db.roleTemplate.deleteMany();
	await Promise.all(Array.from({ length: 8 }, () => seed(db)));
	const kept = await db.roleTemplate.findMany({ orderBy: { position: 'asc' } });
	expect(kept.map((row) => RoleTemplate.parse(row))).toEqual(roles);
});

test('a second run touches no row, and a changed row is brought back', async () => {
	await seed(db);
	const before = await versions();
	await seed(db);
	expect(await versions()).toEqual(before);

	await db.roleTemplate.update({
		where: { key: 'recruiting' },
		data: { tagline: 'Old', startingMemories: [], position: 40 }
	});
	await seed(db);
	const kept = await db.roleTemplate.findUniqueOrThrow({ where: { key: 'recruiting' } });
	expect(kept).toMatchObject({
		position: 6,
		tagline: roles[5]?.tagline,
		startingMemories: roles[5]?.startingMemories
	});
});
