import { getContext, setContext } from 'svelte';

/** What a control inside a Field carries, so that label, hint and error belong to it. */
export type FieldContext = {
	readonly props: {
		id: string;
		'aria-describedby': string | undefined;
		'aria-invalid': 'true' | undefined;
		required: boolean | undefined;
	};
};

const key = Symbol('field');

export function provideField(field: FieldContext): void {
	setContext(key, field);
}

export function useField(): FieldContext | undefined {
	return getContext<FieldContext | undefined>(key);
}
