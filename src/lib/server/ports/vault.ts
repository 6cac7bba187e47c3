/** Seals and opens secrets; the place binds them to their row, so that a swapped one does not open. */
export type SecretPlace = { workspaceId: string; table: string; rowId: string; column: string };

export type Vault = {
	seal(text: string, place: SecretPlace): string;
	open(sealed: string, place: SecretPlace): string;
	/** False when it was sealed with an older key. */
	isCurrent(sealed: string): boolean;
};
