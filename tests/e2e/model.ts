/** Lets the model peer of the product with a key answer what `peer:held:NAME` in a task keeps waiting. */
export async function letModelAnswer(name: string): Promise<void> {
	const answer = await fetch(`${process.env.MODEL_PEER_URL}/let-go/${name}`, { method: 'POST' });
	if (!answer.ok) throw new Error(`The model peer answers ${answer.status}.`);
}
