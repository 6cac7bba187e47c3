/** A stretch of text that looks alike. */
export type Span = {
	text: string;
	bold?: boolean;
	italic?: boolean;
	struck?: boolean;
	code?: boolean;
	/** Where it leads: the web or a mailbox. */
	href?: string;
};

/** A text in the pieces that every kind of document knows. */
export type Block =
	| { kind: 'heading'; level: 1 | 2 | 3; spans: Span[] }
	| { kind: 'paragraph'; spans: Span[]; quote: boolean }
	/** `mark` is what stands before it: a bullet, `2.` or a box. `depth` from 0. */
	| { kind: 'item'; mark: string; depth: number; spans: Span[] }
	| { kind: 'code'; text: string }
	| { kind: 'table'; rows: Span[][][] }
	| { kind: 'rule' };

export type Documents = {
	/** A Word document. */
	docx(title: string, blocks: readonly Block[]): Promise<Uint8Array>;
	/** A PDF; null with the letters that its fonts do not have. */
	pdf(title: string, blocks: readonly Block[]): Promise<{ bytes: Uint8Array } | { missing: string[] }>;
};
