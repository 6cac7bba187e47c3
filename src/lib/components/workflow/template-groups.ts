import type { InputField } from '../../schemas/workflow-input.ts';
import type { WorkflowTemplateView } from '../../schemas/workflow-template.ts';

/** What the gallery shows of a template, and what it is found by. */
export type TemplateCard = Pick<
	WorkflowTemplateView,
	'key' | 'name' | 'description' | 'role' | 'minutes' | 'trigger'
> & {
	/** Somebody has to bring something for each run. */
	brings: boolean;
	/** What its form asks for. */
	asks: string[];
};
/** `role` is `any` where a template is for all of them. */
export type TemplateGroup = { role: string; title: string; templates: TemplateCard[] };

/** Without steps and forms: the gallery shows all templates at once. */
export function cardOf(template: WorkflowTemplateView): TemplateCard {
	const { key, name, description, role, minutes, trigger, form, fields } = template;
	const labels = (some: readonly InputField[]) => some.map(({ label }) => label);
	const brings = fields.some(({ required }) => required);
	const asks = [...labels(form), ...labels(fields)];
	return { key, name, description, role, minutes, trigger, brings, asks };
}

const anyRole = 'any';

type Roles = {
	names: Readonly<Record<string, string>>;
	/** Roles that somebody has been hired for: theirs come first. */
	hired: ReadonlySet<string>;
};

/** The templates that have every word of `query`, under their roles; a role without any is left out. */
export function groupsOf(
	templates: readonly TemplateCard[],
	query: string,
	{ names, hired }: Roles
): TemplateGroup[] {
	const title = (role: string) => (role === anyRole ? 'Anything else' : (names[role] ?? role));
	const roleOf = (one: TemplateCard) => one.role ?? anyRole;
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	const found = templates.filter((one) => {
		const text = [title(roleOf(one)), one.name, one.description, ...one.asks].join('\n').toLowerCase();
		return words.every((word) => text.includes(word));
	});
	const roles = [...new Set(found.map(roleOf))];
	const inOrder = [...roles.filter((role) => hired.has(role)), ...roles.filter((role) => !hired.has(role))];
	return inOrder.map((role) => ({
		role,
		title: title(role),
		templates: found.filter((one) => roleOf(one) === role)
	}));
}
