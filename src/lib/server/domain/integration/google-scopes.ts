import { GoogleAbility } from '#lib/schemas/integration.ts';

/** Of all that an ability could ask for, the narrowest scope that does it. */
const scopeOf: Record<GoogleAbility, string> = {
	gmail: 'https://www.googleapis.com/auth/gmail.compose',
	sheets: 'https://www.googleapis.com/auth/spreadsheets'
};

/** What to ask for: whose account it is, and these abilities. */
export function scopesFor(abilities: GoogleAbility[]): string[] {
	return ['openid', 'email', ...abilities.map((ability) => scopeOf[ability])];
}

/** What was really granted: a person may untick one on Google's page. */
export function abilitiesOf(scopes: string[]): GoogleAbility[] {
	return GoogleAbility.options.filter((ability) => scopes.includes(scopeOf[ability]));
}
