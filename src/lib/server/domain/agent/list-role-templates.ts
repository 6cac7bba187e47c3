import { RoleTemplate } from '#lib/schemas/role-template.ts';
import type { Db } from '#server/ports/db.ts';

/** All that can be hired, in the catalogue's order. */
export async function listRoleTemplates(deps: { db: Db }): Promise<RoleTemplate[]> {
	const rows = await deps.db.roleTemplate.findMany({ orderBy: { position: 'asc' } });
	return rows.map((row) => RoleTemplate.parse(row));
}
