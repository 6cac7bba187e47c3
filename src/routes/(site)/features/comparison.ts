/**
 * What the others say of themselves in their own documents. Prices are left to their own pages, for they change.
 */
type Cell = { says: string; source?: { label: string; href: string } };
export type Peer = 'agentforce' | 'lindy' | 'zapier' | 'n8n';

export const peerNames: Record<Peer, string> = {
	agentforce: 'AgentForce',
	lindy: 'Lindy',
	zapier: 'Zapier',
	n8n: 'n8n'
};

export const comparison: { question: string; cells: Record<Peer, Cell> }[] = [
	{
		question: 'Does it ask before it acts?',
		cells: {
			agentforce: {
				says: 'Always, until you allow an agent one kind of work. Then a correction takes that back.'
			},
			lindy: {
				says: 'For actions where you switch on “Ask for Confirmation”.',
				source: { label: 'Lindy: Human in the loop', href: 'https://docs.lindy.ai/testing/human-in-the-loop' }
			},
			zapier: {
				says: 'Where you add a “Human in the Loop” step to a Zap, on paid plans.',
				source: {
					label: 'Zapier Help: Human in the Loop',
					href: 'https://help.zapier.com/hc/en-us/articles/38733184458765-Use-Human-in-the-Loop-to-pause-Zaps-pending-human-review'
				}
			},
			n8n: {
				says: 'For the tools of an agent where you require human review: approve or deny.',
				source: {
					label: 'n8n Docs: Human-in-the-loop for tools',
					href: 'https://docs.n8n.io/advanced-ai/human-in-the-loop-tools'
				}
			}
		}
	},
	{
		question: 'Can you run it on your own machine?',
		cells: {
			agentforce: { says: 'Yes, with one command, also without a model key.' },
			lindy: {
				says: 'It is a hosted service.',
				source: { label: 'Lindy Docs', href: 'https://docs.lindy.ai' }
			},
			zapier: {
				says: 'It is a hosted service.',
				source: { label: 'Zapier Help', href: 'https://help.zapier.com' }
			},
			n8n: {
				says: 'Yes, or in its cloud.',
				source: { label: 'n8n: README', href: 'https://github.com/n8n-io/n8n' }
			}
		}
	},
	{
		question: 'What does it connect to?',
		cells: {
			agentforce: { says: 'Gmail drafts, Google Sheets, Google Calendar, webhooks. That is all, so far.' },
			lindy: {
				says: 'Many services, as its documents list.',
				source: { label: 'Lindy Docs', href: 'https://docs.lindy.ai' }
			},
			zapier: {
				says: 'Thousands of apps.',
				source: {
					label: 'Zapier: Human in the Loop guide',
					href: 'https://zapier.com/blog/human-in-the-loop-guide'
				}
			},
			n8n: {
				says: 'More than 1,500 integrations, and your own code.',
				source: { label: 'n8n: README', href: 'https://github.com/n8n-io/n8n' }
			}
		}
	},
	{
		question: 'What is counted?',
		cells: {
			agentforce: { says: 'Tasks: one for each thing that you hand over, whatever it takes.' },
			lindy: {
				says: 'Credits, by model, effort and kind of action.',
				source: { label: 'Lindy: Credits', href: 'https://docs.lindy.ai/account-billing/credits' }
			},
			zapier: {
				says: 'Tasks: each successful action of a Zap. Its agents have a count of their own.',
				source: {
					label: 'Zapier Help: How task usage is measured',
					href: 'https://help.zapier.com/hc/en-us/articles/8496196837261-Understand-tasks-in-Zapier'
				}
			},
			n8n: {
				says: 'In its cloud: executions, each a whole run of a workflow.',
				source: { label: 'n8n: Pricing', href: 'https://n8n.io/pricing/' }
			}
		}
	}
];

/** Whom each is the better choice for; ours is not always the answer. */
export const betterFor: Record<Exclude<Peer, 'agentforce'>, string> = {
	lindy: 'you want an assistant that reads your inbox, joins your calls and works in many services today.',
	zapier: 'you connect many apps by fixed rules, and little of it has to be written or judged.',
	n8n: 'you have somebody who builds: it can do nearly anything, to who draws it.'
};
