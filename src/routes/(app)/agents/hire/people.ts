import { Avatar } from '#lib/schemas/agent.ts';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';

/** A role template as somebody to hire. The prompt stays at home: it is long, and no page shows it. */
export type Person = Omit<RoleTemplate, 'systemPrompt'> & { avatar: Avatar };

/** Gives each role the face that hiring without a choice gives it, too: by its place in the catalogue, from 1. */
export function peopleToHire(templates: readonly RoleTemplate[]): Person[] {
	return templates.map(({ systemPrompt: _, ...template }, index) => ({
		...template,
		avatar: Avatar.options[(index + 1) % Avatar.options.length] ?? 'slate'
	}));
}
