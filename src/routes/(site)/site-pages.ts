/** Every page of the site, with the words that stand in links and in search results: header, footer and sitemap read it. */
export type SitePage = { path: string; label: string; title: string; description: string };

const page = (path: string, label: string, title: string, description: string): SitePage => ({
	path,
	label,
	title,
	description
});

export const pageGroups: { name: string; pages: SitePage[] }[] = [
	{
		name: 'Product',
		pages: [
			page(
				'/features',
				'Features',
				'What it does, in pictures',
				'The inbox, the six roles, workflows and limits of AgentForce in real screenshots, and a fair comparison with Lindy, Zapier and n8n.'
			),
			page(
				'/how-it-works',
				'How it works',
				'How a sentence becomes a draft you can sign',
				'What happens between your sentence and the draft in Gmail: hiring, handing over, reading, deciding, and what happens when something fails.'
			),
			page(
				'/pricing',
				'Pricing',
				'Pricing',
				'What AgentForce costs: free for one agent, more when you need more.'
			),
			page(
				'/changelog',
				'What is new',
				'What is new',
				'What has changed in AgentForce, with dates: workflows, plans, Google, the inbox.'
			)
		]
	},
	{
		name: 'About',
		pages: [
			page(
				'/about',
				'About',
				'Why it asks before it acts',
				'What AgentForce is for, what it will not do, and who runs this one.'
			),
			page(
				'/contact',
				'Contact',
				'Write to us',
				'A message to whoever runs this AgentForce. No account and no script needed.'
			),
			page(
				'/status',
				'Status',
				'Is it working?',
				'Whether the database, the worker and the queue of this AgentForce work right now.'
			),
			page(
				'/security',
				'Security',
				'What keeps your work safe',
				'What AgentForce does to protect accounts, tokens and work, what it does not do yet, and how to report a hole.'
			)
		]
	},
	{
		name: 'Fine print',
		pages: [
			page(
				'/privacy',
				'Privacy',
				'Privacy',
				'What is stored, for how long, who processes it and what models see.'
			),
			page(
				'/terms',
				'Terms',
				'Terms of use',
				'What you may expect of AgentForce, and what it expects of you.'
			),
			page('/cookies', 'Cookies', 'Cookies', 'The three cookies that AgentForce sets, and what each is for.'),
			page(
				'/sub-processors',
				'Sub-processors',
				'Who else processes your data',
				'The firms that this installation of AgentForce is set up to use, and what each of them gets.'
			)
		]
	}
];

/** What the header leads to. */
export const mainPaths = ['/features', '/how-it-works', '/pricing', '/about'];

export const sitePages = pageGroups.flatMap(({ pages }) => pages);

export function sitePage(path: string): SitePage {
	const found = sitePages.find((one) => one.path === path);
	if (!found) throw new Error(`The site has no page at ${path}.`);
	return found;
}
