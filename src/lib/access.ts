/**
 * Who may do what in a workspace: the one place where roles have a meaning. Everything else, pages too, asks for an
 * ability. To add a role, add a line to `abilitiesOf`; to add an ability, add its name and give it to somebody.
 */

export const abilities = [
	'view',
	'give tasks',
	'review work',
	'manage agents',
	'manage workflows',
	'manage connections',
	'manage workspace',
	'manage people',
	'manage billing',
	'manage keys',
	'see audit'
] as const;
export type Ability = (typeof abilities)[number];

const member = ['view', 'give tasks'] as const satisfies Ability[];
const reviewer = [...member, 'review work'] as const satisfies Ability[];
const admin = abilities.filter((ability) => ability !== 'manage billing');

export const roles = ['owner', 'admin', 'reviewer', 'member'] as const;
export type Role = (typeof roles)[number];

export const abilitiesOf: Readonly<Record<Role, readonly Ability[]>> = {
	owner: abilities,
	admin,
	reviewer,
	member
};

/** What whoever makes a workspace is in it. */
export const founder: Role = 'owner';

/** Anybody with abilities: an actor, a session, a member. */
export type Able = { abilities: readonly Ability[] };

/** Whoever may do anything may see what comes of it, so any ability brings `view` along. */
export function can({ abilities: has }: Able, ability: Ability): boolean {
	return ability === 'view' ? has.length > 0 : has.includes(ability);
}

export function rolesWith(ability: Ability): Role[] {
	return roles.filter((role) => abilitiesOf[role].includes(ability));
}
