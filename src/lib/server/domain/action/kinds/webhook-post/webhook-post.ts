import { z } from 'zod';
import type { Webhooks } from '#server/ports/webhooks.ts';
import { canonicalJson } from '../../../ledger/canonical-json.ts';
import type { JsonObject } from '#server/ports/db.ts';
import type { AddressBook } from '../../../address-book/target.ts';
import { signedPosts } from '../../../connection/connect.ts';
import { NeedsHuman, type KindModule } from '../../kind.ts';

const Payload = z.strictObject({
	/** The label, the id or the URL of an address that an owner has registered. */
	address: z.string().min(1).max(500),
	fields: z
		.array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().max(10_000) }))
		.min(1)
		.max(50)
});
type Payload = z.infer<typeof Payload>;
type Prepared = JsonObject & { entryId: string; url: string; name: string };

/** A signed message to another program of the business, at an address that an owner has registered. */
export const webhookPost: KindModule<Payload, Prepared, Webhooks> = {
	kind: 'webhook.post',
	label: 'Messages to your other programs',
	noun: { one: 'message', many: 'messages' },
	needs: signedPosts,
	shape: 'fields',
	snippetTravels: false,
	mayBeAutomatic: false,
	words: {
		short: {
			off: 'Sends nothing to your other programs.',
			ask: 'Prepares messages to your registered webhooks and asks you about each one.',
			auto: 'Prepares messages to your registered webhooks and asks you about each one.'
		},
		long: {
			off: 'Never proposes a message to a webhook.',
			ask: 'Proposes each message, and you decide. It goes only to addresses that an owner has registered.',
			auto: 'Proposes each message, and you decide. Messages to other programs never go without asking.'
		}
	},
	payload: Payload,
	guide(book) {
		const names = webhooks(book).map(({ label, value }) => `"${label || value}"`);
		if (names.length === 0) return null;
		return (
			'"webhook.post": a message to another program of the business. ' +
			'Its payload is {"address": one of the names below, "fields": [{"name": text, "value": text}]}. ' +
			`The registered addresses are: ${names.join(', ')}.`
		);
	},
	summary: ({ address, fields }, book) => ({
		title: `Message to ${nameOf(address, book)}`,
		snippet: fields.map(({ name, value }) => `${name}: ${value}`).join(', '),
		intent: 'send a message to one of your programs'
	}),
	note: ({ address }) => `It is sent once, signed, to ${address}. What happens there is up to that program.`,
	preview: ({ address, fields }, book) => ({
		shape: 'fields',
		fields: [
			{ key: 'address', label: 'To', value: nameOf(address, book), long: false },
			...fields.map(({ name, value }, nth) => ({
				key: `fields.${nth}.value`,
				label: name,
				value,
				long: value.length > 80
			}))
		]
	}),
	targets: ({ address }, book) => {
		const entry = entryOf(address, book);
		return [{ kind: 'webhook', value: entry?.id ?? address.trim(), label: nameOf(address, book) }];
	},
	async prepare(_deps, { address }, { book }) {
		const entry = entryOf(address, book);
		if (entry) return { entryId: entry.id, url: entry.value, name: entry.label || entry.value };
		throw new NeedsHuman(
			'unknown_address',
			`“${address}” is not among the registered webhooks. An owner can register it under Integrations.`
		);
	},
	async dispatch({ client }, { fields }, { key, prepared }) {
		const id = key.replace(/@.*$/, '');
		// The same bytes on every try; when it was sent is in the headers.
		const body = canonicalJson({ id, event: 'agentforce.action', fields });
		const { status } = await client.post({ entryId: prepared.entryId, url: prepared.url, id, body });
		return { label: prepared.name, url: null, detail: `Taken by ${prepared.name} with status ${status}.` };
	},
	async reconcile(_deps, _payload, { prepared, key }) {
		const id = key.replace(/@.*$/, '');
		return {
			outcome: 'undecidable',
			message: `${prepared.name} did not say whether it took the message ${id}. Please look there, then say whether it arrived.`
		};
	}
};

function webhooks(book: AddressBook): AddressBook {
	return book.filter(({ kind }) => kind === 'webhook');
}

function entryOf(address: string, book: AddressBook) {
	const wanted = address.trim();
	return webhooks(book).find(
		({ id, value, label }) =>
			id === wanted || value === wanted || (label !== '' && label.toLowerCase() === wanted.toLowerCase())
	);
}

function nameOf(address: string, book: AddressBook): string {
	const entry = entryOf(address, book);
	return entry ? entry.label || entry.value : address;
}
