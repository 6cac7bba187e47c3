import { googleAbilities } from '#lib/google-abilities.ts';
import { GoogleAbility } from '#lib/schemas/integration.ts';

/** What to ask for: whose account it is, and these abilities. */
export function scopesFor(abilities: GoogleAbility[]): string[] {
	return ['openid', 'email', ...abilities.map((ability) => googleAbilities[ability].scope)];
}

/** What was really granted: a person may untick one on Google's page. */
export function abilitiesOf(scopes: string[]): GoogleAbility[] {
	return GoogleAbility.options.filter((ability) => scopes.includes(googleAbilities[ability].scope));
}
