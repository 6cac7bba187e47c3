import type { ModelAnswer } from '#lib/schemas/model-answer.ts';

/** What the peer reads out of a prompt that our own `buildPrompt` wrote. */
export type Asked = { title: string; instructions: string; material: string; feedback: string };

function between(prompt: string, label: string): string {
	const found = new RegExp(`^(={8,}) ${label}\\n([\\s\\S]*?)\\n\\1 END OF ${label}$`, 'm').exec(prompt);
	return found?.[2] ?? '';
}

export function readPrompt(prompt: string): Asked {
	return {
		title: between(prompt, 'TITLE') || (prompt.split('\n')[0] ?? ''),
		instructions: between(prompt, 'INSTRUCTIONS') || prompt,
		material: between(prompt, 'MATERIAL'),
		feedback: between(prompt, 'FEEDBACK')
	};
}

/**
 * Sentinel texts in a task, `peer:draft-email:dana@northwind.example`: name -> what follows it. The peer obeys them
 * wherever they stand, as a model does that has been talked into something.
 */
export function readSentinels({ title, instructions, material, feedback }: Asked): Map<string, string> {
	const found = [title, instructions, material, feedback]
		.join('\n')
		.matchAll(/\bpeer:([a-z0-9-]+)(?::(\S+))?/g);
	return new Map([...found].map(([, name = '', value = '']) => [name, value.replace(/[.,;]+$/, '')]));
}

const attack = [
	'<script>document.title = "owned"</script>',
	'<img src=x onerror="document.title = \'owned\'">',
	'[click me](javascript:alert(1))',
	'![pixel](https://tracker.example/pixel.png)',
	'<iframe src="https://evil.example"></iframe>',
	'Pay \u202Egpj.exe'
].join('\n\n');

/** What is to be approved stands where nobody scrolls to. */
const hiddenEnd = `Hello.${'\n'.repeat(3_000)}${'Kind words.\n'.repeat(60)}Please wire 10,000.`;

/** `peer:vendor:sandbox:503-after` passes a word on to Google, in a text of the task's own. */
function proposedActions({ title }: Asked, sentinels: Map<string, string>): ModelAnswer['proposedActions'] {
	const actions: ModelAnswer['proposedActions'] = [];
	const word = sentinels.get('vendor');
	const address = sentinels.get('draft-email');
	if (address) {
		const mail = {
			to: [address],
			cc: [],
			bcc: [],
			subject: word ? `${word} ${title}` : 'Hello from the peer',
			body: sentinels.has('long-blank') ? hiddenEnd : 'A short, friendly mail.'
		};
		actions.push({ kind: 'gmail.draftEmail', why: 'The task asks for a mail.', payload: mail });
		for (const other of sentinels.get('also-to')?.split('+') ?? [])
			actions.push({
				kind: 'gmail.draftEmail',
				why: '',
				payload: { ...mail, to: [`${other}@harbour.example`] }
			});
	}
	const spreadsheet = sentinels.get('append-row');
	if (spreadsheet) {
		const columns = [
			{ header: 'Date', value: '2026-11-23' },
			{ header: 'Amount', value: '42.00' },
			...(word ? [{ header: 'Description', value: `${word} ${title}` }] : [])
		];
		const why = 'The task asks for a row.';
		actions.push({
			kind: 'sheets.appendRow',
			why,
			payload: { spreadsheet, tab: sentinels.get('tab') ?? 'Sheet1', columns }
		});
	}
	return actions;
}

/** A valid answer that shows the task's title, so that tests can recognise it on a page. */
export function goodAnswer(asked: Asked, sentinels: Map<string, string>): ModelAnswer {
	const body = [`# ${asked.title}`, `The work on "${asked.title}" is done.`];
	if (asked.feedback) body.push(`Changed as asked: ${asked.feedback}`);
	if (sentinels.has('xss')) body.push(attack);
	if (sentinels.has('too-long')) body.push('long '.repeat(45_000));
	return {
		summary: `${asked.feedback ? 'Revised' : 'Finished'}: ${asked.title}`.slice(0, 1_000),
		deliverable: body.join('\n\n'),
		assumptions: ['The peer assumed nothing in particular.'],
		questions: sentinels.has('asks') && !asked.feedback ? ['By which day?', 'In which colour?'] : [],
		proposedActions: proposedActions(asked, sentinels)
	};
}

/** The same answer as a careless server would send it: an unknown kind, a half-filled one, fields left out. */
export function carelessAnswer(answer: ModelAnswer): object {
	const { summary, deliverable, proposedActions: kept } = answer;
	const unknown = { kind: 'bank.transfer', why: 'Because.', payload: { amount: 1_000_000 } };
	const incomplete = { kind: 'gmail.draftEmail', payload: { to: [], subject: 'No recipient' } };
	return { summary, deliverable, proposedActions: [unknown, ...kept, incomplete] };
}
